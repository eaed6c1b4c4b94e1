using System.CommandLine;
using I2MoE.Trials.Hostile;
using I2MoE.Trials.Running;

namespace I2MoE.Trials;

/// <summary>The command line.</summary>
internal static class TrialsCommand
{
    /// <summary>Runs what <paramref name="args"/> ask for; 0 where nothing failed.</summary>
    public static Task<int> RunAsync(string[] args)
    {
        if (args is [ChildRun.Argument, .. string[] command])
        {
            return ChildRun.RunAsync(command);
        }

        var count = new Option<int>("--experiments") { Description = "Tries so many random experiments, written from docs/options.md." };
        var first = new Option<int>("--first") { Description = "The first seed." };
        var keep = new Option<string?>("--keep") { Description = "Keeps all files in this folder." };
        var files = new Option<string?>("--files") { Description = "Tries hostile data files instead: those whose names have this text in them, or all.", Arity = ArgumentArity.ZeroOrOne };
        var root = new RootCommand("Tries what a stranger would: random experiments, and hostile data files.") { count, first, keep, files };
        root.SetAction(async (arguments, _) =>
            (arguments.GetResult(files) is not null ? HostileTrials.Run(arguments.GetValue(files) ?? "", Console.Out) : await ExperimentTrials.RunAsync(arguments.GetValue(first), arguments.GetValue(count), arguments.GetValue(keep), Console.Out)) ? 0 : 1);
        return root.Parse(args).InvokeAsync();
    }
}
