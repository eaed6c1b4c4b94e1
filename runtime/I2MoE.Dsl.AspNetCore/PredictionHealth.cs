using I2MoE.Dsl.Models;
using I2MoE.Dsl.Prediction;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace I2MoE.Dsl.AspNetCore;

/// <summary>Healthy is a model that answers a sample of zeros in time, through the same queue as every caller.</summary>
/// <param name="service">The service.</param>
internal sealed class PredictionHealth<TModel>(PredictionService<TModel> service) : IHealthCheck
    where TModel : MultimodalModel
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        Predictor<TModel> predictor = service.Predictor;
        using var time = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        time.CancelAfter(service.Options.Timeout);
        try
        {
            Dictionary<string, float[]> zeros = predictor.Description.Modalities.ToDictionary(modality => modality.Name, modality => new float[SampleFields.Count(modality)]);
            await predictor.PredictAsync(zeros, time.Token).ConfigureAwait(false);
            return HealthCheckResult.Healthy(predictor.Description.Name, new Dictionary<string, object> { ["run"] = service.Run ?? "" });
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new HealthCheckResult(context.Registration.FailureStatus, FormattableString.Invariant($"{predictor.Description.Name} did not answer within {service.Options.Timeout.TotalSeconds:0.#} s."));
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return new HealthCheckResult(context.Registration.FailureStatus, e.Message, e);
        }
    }
}
