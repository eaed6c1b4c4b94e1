namespace I2MoE.Dsl.Training;

/// <summary>Ends a run whose losses show that nothing can be learned any more, with what to try.</summary>
internal static class LossChecks
{
    /// <summary>Checks the losses of the first step: they are those of the initial parameters, and no learning rate has had a part in them.</summary>
    /// <exception cref="TrainingException">One is not finite.</exception>
    public static void CheckFirst(IReadOnlyList<LossValue> losses)
    {
        if (FirstBroken(losses) is { } loss)
        {
            throw new TrainingException(
                $"The {loss.Name} loss is {loss.Value} in the first step, before anything was learned. Look for very large values in the data (standardise them) and in what custom classes compute; if there are none, ask 'check' whether this machine computes rightly.");
        }
    }

    /// <summary>Checks the mean losses of an epoch.</summary>
    /// <exception cref="TrainingException">One is not finite, or every step was left out.</exception>
    public static void CheckEpoch(IReadOnlyList<LossValue> losses, int epoch, TrainingOptions options)
    {
        if (FirstBroken(losses) is { } loss)
        {
            throw new TrainingException(
                FormattableString.Invariant($"The {loss.Name} loss became {loss.Value} in epoch {epoch}. Lower the learning rate (now {options.LearningRate}) or set GradientClipping (now {options.GradientClipping})."));
        }

        if (losses.Count == 0)
        {
            throw new TrainingException(FormattableString.Invariant($"Every step of epoch {epoch} was skipped because it was not finite. Look for very large values in the data (standardise them)."));
        }
    }

    private static LossValue? FirstBroken(IReadOnlyList<LossValue> losses) => losses.Cast<LossValue?>().FirstOrDefault(loss => !double.IsFinite(loss!.Value.Value));
}
