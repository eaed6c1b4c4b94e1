using System.Globalization;
using I2MoE.Dsl.Interpretation.Reporting.Content;
using I2MoE.Dsl.Interpretation.Reporting.Figures;
using I2MoE.Dsl.Interpretation.Uncertainty;

namespace I2MoE.Dsl.Interpretation.Reporting.Page;

/// <summary>How often sets hold the truth, and whether it helps to leave out what the model is least sure of.</summary>
internal static class UncertaintyCards
{
    /// <summary>The cards; none where it was not asked.</summary>
    public static string Of(ReportContent content, ReportFigures figures)
    {
        if (content.Uncertainty is not { } uncertainty)
        {
            return "";
        }

        string sets = FigureMarkup.Card("Sets that hold the truth", (figures.Coverage is { } coverage ? InlineSvg.Of(coverage) : "") + Table(uncertainty), Reading(uncertainty), figures.Coverage?.Id, "coverage");
        string selective = figures.Selective is null ? "" : FigureMarkup.Card(
            "Does it help to predict only where the model is sure?",
            figures.Selective,
            "Of all samples the least sure are left out: to the left few are kept. A curve should rise to the left. Where that of a class falls, abstaining makes it worse there: “worse” stands where that is beyond chance.",
            "selective");
        return sets + selective;
    }

    private static string Table(PredictionUncertainty uncertainty)
    {
        IGrouping<string, ConformalCoverage>[] methods = [.. uncertainty.Coverage.GroupBy(row => row.Method)];
        string size = methods[0].Key switch { "interval" => "width", "lower bound" => "bound", _ => "size" };
        string table = Html.Table(
            string.Create(CultureInfo.InvariantCulture, $"Share of the samples whose truth is in the set, which should be {1 - uncertainty.Sets.Alpha:0.###} (alpha {uncertainty.Sets.Alpha:0.###})"),
            ["", "samples", .. methods.SelectMany(method => (string[])[Html.Text(methods.Length == 1 ? "held" : $"held, {method.Key}"), size])],
            methods[0].Select((row, place) => (string[])
            [
                Html.Text(row.Group), $"{row.Samples}",
                .. methods.Select(method => method.ElementAt(place)).SelectMany(found => (string[])[Html.Interval(found.Coverage), double.IsInfinity(found.Size) ? "unbounded" : Html.Number(found.Size)]),
            ]));
        return table + (uncertainty.AlwaysIn.Count == 0 ? "" : $"<p class=\"caption\">In every set by class, because the validation part has fewer than {uncertainty.Sets.Least} samples of them: {Html.Text(string.Join(", ", uncertainty.AlwaysIn))}.</p>");
    }

    private static string Reading(PredictionUncertainty uncertainty) => uncertainty.Coverage[0].Method switch
    {
        "lower bound" => "The bound is the expected time less what it was not more too late by in that share of the validation part. Of samples that left the event is later than is known, so that the bound is, if anything, too early.",
        "interval" => "The interval is the prediction, less and more the error that was not exceeded in that share of the validation part.",
        "by label" => "Of each label the set has the values that cannot be excluded: size 1 is certain, 2 is open. Calibrated on the validation part, label by label.",
        _ => "A set has every class that cannot be excluded, by how improbable the truth was on the validation part. Overall: one limit, which holds for all samples together and may miss a rare class; by class: a limit for each class. Great sets say that the model does not know.",
    } + " It holds where these samples are of the same kind as those of the validation part, whatever the model is worth.";
}
