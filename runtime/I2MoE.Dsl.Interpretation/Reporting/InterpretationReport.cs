using I2MoE.Dsl.Data;
using I2MoE.Dsl.Interpretation.Reporting.Content;
using I2MoE.Dsl.Interpretation.Reporting.Figures;
using I2MoE.Dsl.Interpretation.Reporting.Numbers;
using I2MoE.Dsl.Interpretation.Reporting.Page;
using I2MoE.Dsl.Models;

namespace I2MoE.Dsl.Interpretation.Reporting;

/// <summary>
/// Explains a trained model on the test part of its data, as a folder: <c>report.html</c>, one page that needs no network; <c>figures/</c>, each as
/// .svg, .png and .pdf; <c>numbers/</c>, each table as .csv, and all of it as <c>report.json</c>. The same arguments write the same bytes.
/// </summary>
/// <example>
/// <code>
/// FitResult fit = await trainer.FitAsync(splits);
/// InterpretationReport.Write("report", trainer.Model, splits, new InterpretationReportOptions { History = fit });
/// </code>
/// </example>
public static class InterpretationReport
{
    /// <summary>The name of the page.</summary>
    public const string PageName = "report.html";

    /// <summary>Computes and writes a report.</summary>
    /// <param name="folder">The folder; it is made where it is missing, and files of an earlier report are replaced.</param>
    /// <param name="model">The trained model.</param>
    /// <param name="splits">Its data: the test part is explained, the mean of the training part is the baseline of attributions.</param>
    /// <param name="options">What else is known, and how much is computed; null for the defaults.</param>
    /// <param name="cancellationToken">Stops while it computes; nothing is written then.</param>
    /// <returns>The path of the page.</returns>
    /// <exception cref="DatasetException">The data do not fit the declaration.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside its range.</exception>
    public static string Write(
        string folder, InteractionModel model, DataSplits splits, InterpretationReportOptions? options = null, CancellationToken cancellationToken = default) =>
        Write(folder, Compute(model, splits, options, cancellationToken));

    /// <summary>Computes what a report says.</summary>
    /// <param name="model">The trained model.</param>
    /// <param name="splits">Its data.</param>
    /// <param name="options">What else is known, and how much is computed; null for the defaults.</param>
    /// <param name="cancellationToken">Stops between two batches.</param>
    /// <exception cref="DatasetException">The data do not fit the declaration.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside its range.</exception>
    public static ReportContent Compute(InteractionModel model, DataSplits splits, InterpretationReportOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(splits);
        try
        {
            return new ReportBuilder(model, splits, options ?? new InterpretationReportOptions(), cancellationToken).Build();
        }
        finally
        {
            ProcessMemory.Trim();
        }
    }

    /// <summary>Writes what was computed before.</summary>
    /// <param name="folder">The folder; it is made where it is missing, and files of an earlier report are replaced.</param>
    /// <param name="content">What the report says.</param>
    /// <returns>The path of the page.</returns>
    public static string Write(string folder, ReportContent content)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentNullException.ThrowIfNull(content);
        string figures = Directory.CreateDirectory(Path.Combine(folder, "figures")).FullName;
        string numbers = Directory.CreateDirectory(Path.Combine(folder, "numbers")).FullName;
        var drawn = new ReportFigures(content);
        foreach (Figure figure in drawn.All)
        {
            figure.Write(figures);
        }

        ReportNumbers.Write(numbers, content);
        string page = Path.Combine(folder, PageName);
        File.WriteAllText(page, ReportPage.Of(content, drawn));
        ProcessMemory.Trim();
        return page;
    }
}
