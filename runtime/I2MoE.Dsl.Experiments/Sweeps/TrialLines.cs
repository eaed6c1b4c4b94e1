using System.Globalization;
using I2MoE.Dsl.Experiments.Terminal;

namespace I2MoE.Dsl.Experiments.Sweeps;

/// <summary>Says of each trial what became of it, a line each.</summary>
/// <param name="plan">The sweep.</param>
/// <param name="console">Where it is said.</param>
internal sealed class TrialLines(SweepPlan plan, ProgramConsole console)
{
    private Trial? _best;

    /// <summary>Takes a trial into account without a word.</summary>
    public bool Remember(Trial trial)
    {
        IReadOnlyList<Trial> ranked = Trial.Ranked(_best is null ? [trial] : [_best, trial], plan.LowerIsBetter);
        bool isBest = ranked.Count > 0 && ranked[0] == trial && trial.Status == TrialStatus.Finished;
        _best = isBest ? trial : _best;
        return isBest;
    }

    /// <summary>Writes the line of a trial.</summary>
    public void Write(Trial trial)
    {
        bool isBest = Remember(trial);
        string values = trial.Number == 0 ? "as stated" : string.Join(", ", trial.Values.Select((value, i) => $"{plan.ShortNames[i]}: {value}"));
        string result = trial.Status switch
        {
            TrialStatus.Failed => $"failed: {trial.Reason.ReplaceLineEndings(" ")}",
            TrialStatus.Halved => trial.Reason,
            _ => string.Create(CultureInfo.InvariantCulture, $"validation {plan.MetricName} {trial.Score:0.0000}{(isBest ? " (best)" : "")}"),
        };
        console.Line(string.Create(CultureInfo.InvariantCulture, $"trial {trial.Number} of {plan.Search.Trials}: {values}: {result}, {trial.Seconds:0.0} s"));
    }
}
