namespace I2MoE.Dsl.Data;

/// <summary>A network that was trained elsewhere, and how pictures are given to it.</summary>
/// <param name="Paths">Its files, at least one; each takes what the one before gives.</param>
/// <param name="Output">The value of the last that is taken, by name; empty for its first output.</param>
/// <param name="Scale">What pixels, which are 0 to 1, are multiplied by.</param>
/// <param name="Mean">What is then subtracted from each channel; none for 0.</param>
/// <param name="Deviation">What each channel is then divided by; none for 1.</param>
/// <param name="Cache">The folder in which features are kept.</param>
internal sealed record NetworkFile(IReadOnlyList<string> Paths, string Output, double Scale, IReadOnlyList<double> Mean, IReadOnlyList<double> Deviation, string Cache);
