using I2MoE.Dsl.Interpretation.Reporting.Figures;

namespace I2MoE.Dsl.Interpretation.Reporting.Page;

/// <summary>How the training went.</summary>
internal static class TrainingSection
{
    private static readonly (string Title, string Reading)[] s_figures =
    [
        ("Losses", "The loss that is minimised and its parts: the task loss and the interaction loss, which is the mean over the experts. Both should fall; where the interaction loss wins and the task loss stays, its weight is too great."),
        ("Interaction loss of every expert", "Low is what the expert is trained to be. Uniqueness: its output changes when its own modality is masked, and not when another is. Synergy: it changes with every masking. Redundancy: it changes with none. Of a pair, synergy changes when one of the two is masked and not when all others are; redundancy stays with either of the two alone, and changes when both are masked. An expert whose curve stays flat has not learned its part."),
        ("Validation", "The score on data that are not trained on. The parameters of the best epoch are kept. A curve that falls after its peak has been trained too long."),
    ];

    /// <summary>The section; none where the history is not known.</summary>
    public static IEnumerable<PageSection> Of(ReportFigures figures) => figures.Training.Count == 0 ? [] :
    [
        new PageSection("training", "How it was trained", $"<div class=\"pair\">{string.Concat(figures.Training.Zip(s_figures, (figure, text) => FigureMarkup.Card(text.Title, figure, text.Reading, "losses")))}</div>"),
    ];
}
