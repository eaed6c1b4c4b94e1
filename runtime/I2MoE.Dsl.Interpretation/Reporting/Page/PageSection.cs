namespace I2MoE.Dsl.Interpretation.Reporting.Page;

/// <summary>A section of the page.</summary>
/// <param name="Id">Its name in links.</param>
/// <param name="Title">Its title, as text.</param>
/// <param name="Body">What it says, as HTML.</param>
internal sealed record PageSection(string Id, string Title, string Body);
