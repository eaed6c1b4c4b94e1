namespace I2MoE.Dsl.Testing;

/// <summary>Tests that take tens of seconds each: with I2MOE_LONG=1 all of them run, otherwise those that stand for the rest.</summary>
public static class LongTests
{
    /// <summary>Whether they were asked for.</summary>
    public static bool AreWanted { get; } = Environment.GetEnvironmentVariable("I2MOE_LONG") == "1";

    /// <summary>Skips the test that calls this where they were not.</summary>
    public static void RunWhereWanted() => Skip.IfNot(AreWanted, "I2MOE_LONG is not 1: this test takes long, and a shorter one stands for it.");
}
