using System.Globalization;
using I2MoE.Proof.Fuzz;

namespace I2MoE.Proof;

/// <summary>The command line.</summary>
internal static class ProofCommand
{
    private const string Usage = """
        Proves on random specifications that what is accepted trains and that what is rejected would not.

          --seeds N     how many cases (default 300)
          --first N     the first seed (default 0)
          --seed S      only this case, with its texts
          --save FILE   keeps the report in a file, and goes on from it where it is there
          --piece N     how many cases are run now; the same command again runs the next ones, the last prints the report on all
          --evidence N  for how many rejected cases of each rule the rule is bypassed (default 3; 0 skips the table)
          --fuzz N      instead: N mutated sources and N mutated experiment files for the generator and the analyzer
        """;

    /// <summary>Runs what <paramref name="args"/> ask for; 0 where nothing failed.</summary>
    public static int Run(string[] args, TextWriter output)
    {
        Dictionary<string, int> options = new() { ["--seeds"] = 300, ["--first"] = 0, ["--evidence"] = 3, ["--piece"] = int.MaxValue };
        string? path = null;
        for (int i = 0; i < args.Length; i += 2)
        {
            if (args[i] == "--save" && i + 1 < args.Length)
            {
                path = args[i + 1];
                continue;
            }

            if (args[i] is not ("--seeds" or "--first" or "--seed" or "--evidence" or "--fuzz" or "--piece")
                || i + 1 == args.Length
                || !int.TryParse(args[i + 1], NumberStyles.None, CultureInfo.InvariantCulture, out int value))
            {
                output.WriteLine(Usage);
                return 2;
            }

            options[args[i]] = value;
        }

        if (options.TryGetValue("--fuzz", out int count))
        {
            return FuzzRun.Run(options["--first"], count, output).Count == 0 ? 0 : 1;
        }

        using var prover = new Prover(output);
        if (options.TryGetValue("--seed", out int seed))
        {
            return prover.Show(seed) ? 0 : 1;
        }

        ProofReport report = prover.Run(options["--first"], options["--seeds"], options["--evidence"], path, options["--piece"]);
        report.Write(output);
        return report.IsProven ? 0 : 1;
    }
}
