using I2MoE.Dsl.Models;
using Microsoft.Extensions.Hosting;

namespace I2MoE.Dsl.AspNetCore;

/// <summary>Opens the run when the program starts, so that a wrong one ends the start and the first caller does not wait.</summary>
/// <param name="service">The service.</param>
internal sealed class PredictionStart<TModel>(PredictionService<TModel> service) : IHostedService
    where TModel : MultimodalModel
{
    public Task StartAsync(CancellationToken cancellationToken) => Task.Run(service.Predictor.WarmUp, cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
