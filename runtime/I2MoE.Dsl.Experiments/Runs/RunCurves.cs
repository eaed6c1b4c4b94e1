using I2MoE.Dsl.Interpretation.Reporting.Figures;
using I2MoE.Dsl.Runs;

namespace I2MoE.Dsl.Experiments.Runs;

/// <summary>Draws the curves of a run: losses, interaction losses, and the metric that chooses the best epoch.</summary>
internal static class RunCurves
{
    /// <summary>Draws what <c>history.csv</c> has, each figure a file of its own; nothing where no epoch was finished.</summary>
    /// <param name="folder">The folder of the run.</param>
    /// <param name="experts">The experts of the model; none of the vanilla baseline.</param>
    /// <param name="metric">The metric by which the best epoch is chosen, in words.</param>
    /// <returns>Why they could not be drawn; null where they were. A figure must not cost anybody a training.</returns>
    public static string? Draw(RunFolder folder, IReadOnlyList<Expert> experts, string metric)
    {
        try
        {
            if (RunHistory.Read(folder) is not { } curves)
            {
                return null;
            }

            foreach (Figure figure in TrainingFigures.Of(experts, curves, metric))
            {
                RunFolder.Write(Path.Combine(folder.CurvesFolder, figure.Id + ".svg"), figure.ToSvg());
            }

            return null;
        }
        catch (Exception e) when (e is DllNotFoundException or TypeInitializationException or IOException or UnauthorizedAccessException)
        {
            return $"The curves of the training were not drawn: {(e.InnerException ?? e).Message}";
        }
    }
}
