namespace I2MoE.Dsl.Testing;

/// <summary>
/// Tests that build projects, train or draw for many seconds each. With I2MOE_WHOLE=1 all of them run, as in <c>.ci/run</c> and so before every change
/// lands; otherwise those that stand for the rest, so that <c>dotnet test</c> is a matter of minutes.
/// </summary>
public static class WholeTests
{
    /// <summary>Whether they were asked for.</summary>
    public static bool AreWanted { get; } = LongTests.AreWanted || Environment.GetEnvironmentVariable("I2MOE_WHOLE") == "1";

    /// <summary>Skips the test that calls this where they were not.</summary>
    /// <param name="standIn">What is tested instead.</param>
    public static void RunWhereWanted(string standIn) => Skip.IfNot(AreWanted, $"I2MOE_WHOLE is not 1, as it is in .ci/run: {standIn}");
}
