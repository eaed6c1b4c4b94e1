namespace I2MoE.Dsl.Experiments.Commands;

/// <summary>A training was cancelled and can go on.</summary>
/// <param name="resume">The command that goes on with it.</param>
/// <param name="innerException">The cancellation.</param>
internal sealed class StoppedTrainingException(string resume, OperationCanceledException innerException)
    : OperationCanceledException($"Cancelled. It goes on with: {resume}", innerException);
