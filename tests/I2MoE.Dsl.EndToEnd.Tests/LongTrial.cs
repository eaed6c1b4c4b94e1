namespace I2MoE.Dsl.EndToEnd.Tests;

/// <summary>What packs, restores and builds for minutes runs where that is asked for.</summary>
internal static class LongTrial
{
    /// <summary>Whether I2MOE_PUBLISH is 1.</summary>
    public static bool IsAsked { get; } = Environment.GetEnvironmentVariable("I2MOE_PUBLISH") == "1";

    /// <summary>Skips the test where I2MOE_PUBLISH is not 1.</summary>
    /// <param name="reason">Why it is not run every time.</param>
    public static void SkipUnlessAsked(string reason) => Skip.IfNot(IsAsked, $"I2MOE_PUBLISH is not 1: {reason}");
}
