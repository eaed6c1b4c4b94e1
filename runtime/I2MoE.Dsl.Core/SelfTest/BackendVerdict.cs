namespace I2MoE.Dsl.SelfTest;

/// <summary>What is kept of a self-test.</summary>
/// <param name="Problem">See <see cref="BackendReport.Problem"/>.</param>
/// <param name="Warning">See <see cref="BackendReport.Warning"/>.</param>
internal sealed record BackendVerdict(string? Problem, string? Warning);
