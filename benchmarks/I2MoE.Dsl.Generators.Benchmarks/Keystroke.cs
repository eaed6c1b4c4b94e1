namespace I2MoE.Benchmarks;

/// <summary>What one keystroke costs, in milliseconds.</summary>
/// <param name="Generator">The steps of the generator, as the driver counts them.</param>
/// <param name="Driver">The whole run of the driver, with the search for attributes that all generators share.</param>
/// <param name="Analyzer">The analyzer on the edited file.</param>
internal sealed record Keystroke(double Generator, double Driver, double Analyzer);
