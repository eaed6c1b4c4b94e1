namespace I2MoE.Dsl.Generators.Reporting;

/// <summary>A value made for one model, or the reason why an internal failure kept it from being made.</summary>
/// <typeparam name="T">The type of the value.</typeparam>
/// <param name="Model">The full name of the model.</param>
/// <param name="Value">The value; null after a failure.</param>
/// <param name="Failure">The failure in a few words; null where there was none.</param>
internal sealed record Attempt<T>(string Model, T? Value, string? Failure)
    where T : class
{
    /// <summary>Makes a value for <paramref name="model"/>. Every failure but cancellation becomes part of the result.</summary>
    public static Attempt<T> Run(string model, Func<T> make)
    {
        try
        {
            return new Attempt<T>(model, make(), Failure: null);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return new Attempt<T>(model, Value: null, Describe(exception));
        }
    }

    /// <summary>Goes on from the value, where there is one.</summary>
    public Attempt<TNext> Then<TNext>(Func<T, TNext> next)
        where TNext : class =>
        Value is { } value ? Attempt<TNext>.Run(Model, () => next(value)) : new Attempt<TNext>(Model, Value: null, Failure);

    // One line, because a message of several would be cut off in most build logs.
    private static string Describe(Exception exception) =>
        $"{exception.GetType().Name}: {exception.Message.Replace('\r', ' ').Replace('\n', ' ')}";
}
