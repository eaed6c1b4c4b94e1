namespace I2MoE.Dsl.Training.Schedules;

/// <summary>The schedules of PyTorch by the formulas of its documentation, as shares of the learning rate.</summary>
internal static class LearningRates
{
    private const double OneCycleStart = 1.0 / 25;
    private const double OneCycleEnd = OneCycleStart / 1e4;
    private const double PlateauThreshold = 1e-4;

    /// <summary><c>LinearLR(start_factor=1, end_factor=minimum, total_iters=steps)</c>.</summary>
    public static double Linear(long step, long steps, double minimum) => 1 + ((minimum - 1) * Share(step, steps));

    /// <summary><c>CosineAnnealingLR(T_max=steps, eta_min=minimum)</c>.</summary>
    public static double Cosine(long step, long steps, double minimum) => Anneal(1, minimum, Share(step, steps));

    /// <summary><c>OneCycleLR(max_lr=1, total_steps=steps, pct_start=peak, cycle_momentum=False)</c>.</summary>
    public static double OneCycle(long step, long steps, double peak)
    {
        double top = (peak * steps) - 1;
        return step <= top
            ? Anneal(OneCycleStart, 1, top > 0 ? step / top : 1)
            : Anneal(1, OneCycleEnd, Math.Min(1, (step - top) / (steps - 1 - top)));
    }

    /// <summary><c>ReduceLROnPlateau(factor, patience, threshold=1e-4, threshold_mode='rel', min_lr=minimum)</c> after these losses.</summary>
    public static double Plateau(IEnumerable<double> losses, double factor, int patience, double minimum)
    {
        double rate = 1;
        double best = double.PositiveInfinity;
        int badEpochs = 0;
        foreach (double loss in losses)
        {
            bool isBetter = loss < best * (1 - PlateauThreshold);
            best = isBetter ? loss : best;
            badEpochs = isBetter ? 0 : badEpochs + 1;
            if (badEpochs > patience)
            {
                rate = Math.Max(rate * factor, minimum);
                badEpochs = 0;
            }
        }

        return rate;
    }

    // From one value to another along half a cosine.
    private static double Anneal(double from, double to, double share) => to + ((from - to) / 2 * (1 + Math.Cos(Math.PI * share)));

    private static double Share(long step, long steps) => steps <= 0 ? 1 : Math.Min(1, (double)step / steps);
}
