using I2MoE.Dsl.Models;
using I2MoE.Dsl.Prediction;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace I2MoE.Dsl.AspNetCore;

/// <summary>Adds the routes of models to a program.</summary>
public static class PredictionEndpoints
{
    /// <summary>Answers samples under a path: POST takes a sample, an object with a list of numbers a modality, or a list of samples; GET tells what the model takes.</summary>
    /// <typeparam name="TModel">The model's class, as <see cref="PredictionServices.AddI2MoE{TModel}"/> has it.</typeparam>
    /// <param name="routes">The routes.</param>
    /// <param name="path">The path, for example <c>/predict</c>.</param>
    /// <returns>What more can be said of the route of POST, for example who may call it.</returns>
    /// <exception cref="InvalidOperationException">The model was not added to the services.</exception>
    public static RouteHandlerBuilder MapI2MoE<TModel>(this IEndpointRouteBuilder routes, string path)
        where TModel : MultimodalModel
    {
        ArgumentNullException.ThrowIfNull(routes);
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        PredictionService<TModel> service = routes.ServiceProvider.GetService<PredictionService<TModel>>()
            ?? throw new InvalidOperationException($"{typeof(TModel).Name} is not among the services. Before Build: builder.Services.AddI2MoE<{typeof(TModel).Name}>(options => options.Run = \"runs/{typeof(TModel).Name}/seed-0\").");
        ModelDescription model = service.Predictor.Description;
        var words = SampleWords.Of(service.Predictor);
        routes.MapGet(path, () => Results.Ok(ModelDocument.Of(model, words))).WithSummary($"What {model.Name} takes and gives.").Produces<ModelDocument>();
        Delegate answer = (HttpContext context) => new PredictionRequest<TModel>(service, context).AnswerAsync();
        return routes.MapPost(path, answer)
            .WithSummary($"Predicts and explains samples with {model.Name}.")
            .Accepts<Dictionary<string, float[]>>("application/json", SampleSchema.AnyType)
            .Produces<SampleAnswer>()
            .ProducesValidationProblem()
            .ProducesProblem(StatusCodes.Status408RequestTimeout)
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge)
            .ProducesProblem(StatusCodes.Status415UnsupportedMediaType)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable)
            .AddOpenApiOperationTransformer((operation, _, _) =>
            {
                SampleSchema.Describe(operation, model, words);
                return Task.CompletedTask;
            });
    }

    /// <summary>As <see cref="MapI2MoE{TModel}"/>, for a run that was added without the class of its model.</summary>
    /// <param name="routes">The routes.</param>
    /// <param name="path">The path.</param>
    public static RouteHandlerBuilder MapI2MoE(this IEndpointRouteBuilder routes, string path) => routes.MapI2MoE<MultimodalModel>(path);

    /// <summary>Shows a page on which a person enters a sample and sees its prediction and explanation.</summary>
    /// <param name="routes">The routes.</param>
    /// <param name="path">The path of the page, for example <c>/</c>.</param>
    /// <param name="predict">The path of <see cref="MapI2MoE{TModel}"/>.</param>
    public static IEndpointConventionBuilder MapI2MoEPage(this IEndpointRouteBuilder routes, string path = "/", string predict = "/predict")
    {
        ArgumentNullException.ThrowIfNull(routes);
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        ArgumentException.ThrowIfNullOrWhiteSpace(predict);

        // Behind a proxy, a program may have a path of its own before all others.
        return routes.MapGet(path, (HttpContext context) => Results.Content(
            PredictionPage.For((predict.StartsWith('/') ? context.Request.PathBase.ToUriComponent() : "") + predict), "text/html; charset=utf-8")).ExcludeFromDescription();
    }
}
