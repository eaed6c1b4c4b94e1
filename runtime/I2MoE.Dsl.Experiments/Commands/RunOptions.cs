using System.CommandLine;
using I2MoE.Dsl.SelfTest;

namespace I2MoE.Dsl.Experiments.Commands;

/// <summary>The options that several commands share.</summary>
internal static class RunOptions
{
    /// <summary>The device.</summary>
    public static Option<string> Device() => new("--device")
    {
        Description = "Where to compute: auto (the first GPU where there is one), cpu, cuda or cuda:N.",
        HelpName = "DEVICE",
        DefaultValueFactory = _ => "auto",
    };

    /// <summary>Whether the baseline is meant.</summary>
    public static Option<bool> Baseline() => new("--baseline")
    {
        Description = "The vanilla baseline: the same encoders and fusion once, without experts.",
    };

    /// <summary>Whether progress is shown.</summary>
    public static Option<bool> Quiet() => new("--quiet")
    {
        Description = "Show no progress, only results.",
    };

    /// <summary>Whether the self-test of the backend is left out.</summary>
    public static Option<bool> NoCheck() => new("--no-check")
    {
        Description = "Do not test first whether this machine computes rightly (see 'check').",
    };

    /// <summary>Leaves the self-test of the backend out where that was asked for.</summary>
    public static void SkipCheckWhere(bool isGiven)
    {
        if (isGiven)
        {
            BackendCheck.Skip();
        }
    }
}
