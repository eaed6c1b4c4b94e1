namespace I2MoE.Dsl.Experiments.Tracking;

/// <summary>A server of MLflow does not answer, or refuses.</summary>
/// <param name="message">What it says, as a part of a sentence.</param>
/// <param name="code">Its error code; null where it did not answer.</param>
internal sealed class MlflowException(string message, string? code = null) : Exception(message)
{
    /// <summary>The error code, for example <c>RESOURCE_DOES_NOT_EXIST</c>; null where it did not answer.</summary>
    public string? Code => code;
}
