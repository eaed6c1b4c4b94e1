using System.Diagnostics.Metrics;
using I2MoE.Dsl.Models;
using I2MoE.Dsl.Prediction;
using I2MoE.Dsl.Runs;
using Microsoft.Extensions.DependencyInjection;

namespace I2MoE.Dsl.AspNetCore;

/// <summary>Adds trained models to the services of a program.</summary>
public static class PredictionServices
{
    /// <summary>Adds the predictor of a declared model, a health check and meters. The run is opened and warmed up when the program starts, and a run that cannot be opened ends the start.</summary>
    /// <typeparam name="TModel">The model's class.</typeparam>
    /// <param name="services">The services.</param>
    /// <param name="configure">States the run, and what differs from the defaults.</param>
    /// <exception cref="ArgumentException">No run is stated, or an option is outside its range.</exception>
    public static IServiceCollection AddI2MoE<TModel>(this IServiceCollection services, Action<PredictionServiceOptions> configure)
        where TModel : InteractionModel, IDeclaredModel =>
        Add(services, configure, static (folder, options) => Predictor.Open<TModel>(folder, TModel.Experiment, options));

    /// <summary>Adds the predictor of a run as its own experiment describes it, without the class of its model.</summary>
    /// <param name="services">The services.</param>
    /// <param name="configure">States the run, and what differs from the defaults.</param>
    /// <exception cref="ArgumentException">No run is stated, or an option is outside its range.</exception>
    public static IServiceCollection AddI2MoE(this IServiceCollection services, Action<PredictionServiceOptions> configure) =>
        Add(services, configure, static (folder, options) => Predictor.Open(folder, options));

    private static IServiceCollection Add<TModel>(
        IServiceCollection services, Action<PredictionServiceOptions> configure, Func<string, PredictorOptions, Predictor<TModel>> open)
        where TModel : MultimodalModel
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        var options = new PredictionServiceOptions();
        configure(options);
        options.Checked();
        services.AddMetrics();
        services.ConfigureHttpJsonOptions(json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, PredictionJson.Default));
        services.AddSingleton(provider => new PredictionService<TModel>(options, open, provider.GetRequiredService<IMeterFactory>()));
        services.AddSingleton(provider => provider.GetRequiredService<PredictionService<TModel>>().Predictor);
        services.AddHostedService<PredictionStart<TModel>>();
        services.AddHealthChecks().AddCheck<PredictionHealth<TModel>>($"i2moe {typeof(TModel).Name}");
        return services;
    }
}
