using System.CommandLine;
using I2MoE.Trials.Drafts;
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
        var drafts = new Option<string?>("--drafts") { Description = "Tries the experiments that 'i2moe new --data' writes: for small data of several shapes, and for each folder in this folder.", Arity = ArgumentArity.ZeroOrOne };
        var root = new RootCommand("Tries what a stranger would: random experiments, hostile data files, and experiments drafted from data.") { count, first, keep, files, drafts };
        root.SetAction(async (arguments, _) =>
            (arguments.GetResult(drafts) is not null ? await DraftTrials.RunAsync(arguments.GetValue(drafts) ?? "", Console.Out)
                : arguments.GetResult(files) is not null ? HostileTrials.Run(arguments.GetValue(files) ?? "", Console.Out) : await ExperimentTrials.RunAsync(arguments.GetValue(first), arguments.GetValue(count), arguments.GetValue(keep), Console.Out)) ? 0 : 1);
        return root.Parse(args).InvokeAsync();
    }
}
