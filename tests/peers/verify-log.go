// Verifies a record of ours with golang.org/x/mod/sumdb alone: nothing of this file is shared with our own code.
// Reads a folder: log.vkey, witness.vkey, entry-N.bin, entry-N.tlog-proof, consistency-M-N.txt. Prints counts, or what failed.
package main

import (
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

func fail(format string, args ...any) {
	fmt.Printf("FAILED "+format+"\n", args...)
	os.Exit(1)
}

func read(path string) []byte {
	data, err := os.ReadFile(path)
	if err != nil {
		fail("%s: %v", path, err)
	}
	return data
}

// cosigner checks C2SP tlog-cosignature, type 0x04.
type cosigner struct {
	name string
	hash uint32
	key  ed25519.PublicKey
}

func (c cosigner) Name() string    { return c.name }
func (c cosigner) KeyHash() uint32 { return c.hash }
func (c cosigner) Verify(msg, sig []byte) bool {
	if len(sig) != 72 {
		return false
	}
	at := binary.BigEndian.Uint64(sig)
	signed := append([]byte(fmt.Sprintf("cosignature/v1\ntime %d\n", at)), msg...)
	return ed25519.Verify(c.key, signed, sig[8:])
}

func newCosigner(vkey string) cosigner {
	parts := strings.SplitN(strings.TrimSpace(vkey), "+", 3)
	typed, err := base64.StdEncoding.DecodeString(parts[2])
	if err != nil || len(typed) != 33 || typed[0] != 4 {
		fail("witness key: %v", err)
	}
	sum := sha256.Sum256(append([]byte(parts[0]+"\n"), typed...))
	if fmt.Sprintf("%08x", binary.BigEndian.Uint32(sum[:])) != parts[1] {
		fail("witness key id")
	}
	return cosigner{parts[0], binary.BigEndian.Uint32(sum[:]), ed25519.PublicKey(typed[1:])}
}

func hashes(lines []string) []tlog.Hash {
	var found []tlog.Hash
	for _, line := range lines {
		hash, err := tlog.ParseHash(line)
		if err != nil {
			fail("hash %q: %v", line, err)
		}
		found = append(found, hash)
	}
	return found
}

func checkpoint(text string, verifiers note.Verifiers) (int64, tlog.Hash, int) {
	opened, err := note.Open([]byte(text), verifiers)
	if err != nil {
		fail("note: %v", err)
	}
	lines := strings.Split(opened.Text, "\n")
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil {
		fail("size: %v", err)
	}
	return size, hashes(lines[2:3])[0], len(opened.Sigs)
}

func main() {
	folder := os.Args[1]
	log, err := note.NewVerifier(strings.TrimSpace(string(read(filepath.Join(folder, "log.vkey")))))
	if err != nil {
		fail("log key: %v", err)
	}
	verifiers := note.VerifierList(log, newCosigner(string(read(filepath.Join(folder, "witness.vkey")))))
	proofs, _ := filepath.Glob(filepath.Join(folder, "entry-*.tlog-proof"))
	signatures := 0
	for _, path := range proofs {
		head, signed, _ := strings.Cut(string(read(path)), "\n\n")
		lines := strings.Split(head, "\n")
		entry := read(strings.TrimSuffix(path, ".tlog-proof") + ".bin")
		extra, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(lines[1], "extra "))
		if lines[0] != "c2sp.org/tlog-proof@v1" || err != nil || !bytes.Equal(extra, entry) {
			fail("%s: head", path)
		}
		index, err := strconv.ParseInt(strings.TrimPrefix(lines[2], "index "), 10, 64)
		if err != nil {
			fail("%s: %v", path, err)
		}
		size, root, count := checkpoint(signed, verifiers)
		signatures += count
		if err := tlog.CheckRecord(hashes(lines[3:]), size, root, index, tlog.RecordHash(entry)); err != nil {
			fail("%s: %v", path, err)
		}
	}
	growths, _ := filepath.Glob(filepath.Join(folder, "consistency-*.txt"))
	for _, path := range growths {
		parts := strings.SplitN(string(read(path)), "\n---\n", 3)
		oldSize, oldRoot, _ := checkpoint(parts[0], verifiers)
		newSize, newRoot, _ := checkpoint(parts[1], verifiers)
		if err := tlog.CheckTree(hashes(strings.Fields(parts[2])), newSize, newRoot, oldSize, oldRoot); err != nil {
			fail("%s: %v", path, err)
		}
	}
	fmt.Printf("%d inclusion proofs, %d consistency proofs, %d signatures\n", len(proofs), len(growths), signatures)
}
