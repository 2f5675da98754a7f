import { Option, type Command } from 'commander'
import { makeKit } from '../kit/make-kit.ts'
import { PLATFORMS, type Platform } from '../kit/platform.ts'
import { places } from '../places.ts'
import { printJson } from '../terminal.ts'

export function kitCommand(program: Command): void {
  program
    .command('kit')
    .description('assemble a folder for a stick that starts with nothing installed and no network')
    .argument('<dir>', 'an empty or new folder')
    .addOption(
      new Option('--platform <name>', 'what it is for')
        .choices(PLATFORMS)
        .default(process.platform === 'win32' ? 'win-x64' : 'linux-x64'),
    )
    .option('--json', 'print what was made as JSON')
    .action(async (folder: string, options: { platform: Platform; json?: boolean }) => {
      const made = await makeKit(places(), folder, options.platform)
      if (options.json === true) printJson({ ...made, platform: options.platform })
      else
        console.log(
          `A kit for ${options.platform}: ${made.files} files, ${(made.bytes / 1e6).toFixed(0)} MB in ${folder}. Read "READ ME FIRST.txt" in it.`,
        )
    })
}
