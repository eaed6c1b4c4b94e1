using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using I2MoE.Dsl.Data;
using I2MoE.Dsl.Prediction;
using I2MoE.Dsl.Training;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using static TorchSharp.torch;

namespace I2MoE.Dsl.AspNetCore.Tests;

/// <summary>A service that answers with a small trained model, within the process.</summary>
internal sealed class ServiceUnderTest : IAsyncDisposable
{
    private readonly string _folder;

    private ServiceUnderTest(WebApplication app, string folder)
    {
        App = app;
        _folder = folder;
        Client = app.GetTestClient();
    }

    /// <summary>The program.</summary>
    public WebApplication App { get; }

    /// <summary>A caller.</summary>
    public HttpClient Client { get; }

    /// <summary>The folder of the run.</summary>
    public string Run => RunOf(_folder);

    /// <summary>A sample that is right.</summary>
    public static object Sample(int number = 0) => new { Left = new[] { number, 0.5f, -1f, 2f }, Right = new[] { 1f, -number, 0.25f } };

    /// <summary>Starts one.</summary>
    /// <param name="configure">What differs from the defaults.</param>
    /// <param name="left">What the features of the left modality are called; null where it was no columns of a table.</param>
    public static async Task<ServiceUnderTest> StartAsync(Action<PredictionServiceOptions>? configure = null, string[]? left = null)
    {
        string folder = Directory.CreateTempSubdirectory("i2moe-service-").FullName;
        await TrainAsync(RunOf(folder), seed: 0, left);
        WebApplicationBuilder builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseTestServer();
        builder.Services.AddOpenApi();
        builder.Services.AddI2MoE<ServedModel>(options =>
        {
            options.Run = RunOf(folder);
            options.Timeout = TimeSpan.FromMinutes(1);
            configure?.Invoke(options);
        });
        WebApplication app = builder.Build();
        app.MapOpenApi();
        app.MapI2MoE<ServedModel>("/predict");
        app.MapI2MoEPage();
        app.MapHealthChecks("/health");
        await app.StartAsync();
        return new ServiceUnderTest(app, folder);
    }

    /// <summary>Trains the model and keeps it in a folder.</summary>
    public static async Task TrainAsync(string folder, int seed, string[]? left = null)
    {
        const int Count = 48;
        using var data = new MultimodalDataset(
            new Dictionary<string, Tensor>
            {
                ["Left"] = tensor((float[])[.. Enumerable.Range(0, Count * 4).Select(i => MathF.Sin(i))]).reshape(Count, 4),
                ["Right"] = tensor((float[])[.. Enumerable.Range(0, Count * 3).Select(i => MathF.Cos(i))]).reshape(Count, 3),
            },
            tensor((long[])[.. Enumerable.Range(0, Count).Select(i => (long)(i % 3))]),
            ["red", "green", "blue"],
            left is null ? null : new Dictionary<string, IReadOnlyList<string>> { ["Left"] = left });
        using DataSplits splits = data.Split(seed: 0).Standardise();
        using Trainer<ServedModel> trainer = ServedModel.CreateTrainer(new TrainerOptions { Seed = seed });
        await trainer.FitAsync(splits);
        TrainedModel.Of(trainer, splits, ServedModel.Experiment).Save(folder);
    }

    /// <summary>Asks for a sample.</summary>
    public Task<HttpResponseMessage> AskAsync(object sample) => Client.PostAsJsonAsync("/predict", sample, new JsonSerializerOptions());

    /// <summary>Sends a body of JSON.</summary>
    public async Task<HttpResponseMessage> TextAsync(string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        return await Client.PostAsync(new Uri("/predict", UriKind.Relative), content);
    }

    /// <summary>Sends a body of any type.</summary>
    public async Task<HttpResponseMessage> BytesAsync(byte[] body, string type)
    {
        using var content = new ByteArrayContent(body);
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        return await Client.PostAsync(new Uri("/predict", UriKind.Relative), content);
    }

    /// <summary>The JSON of an answer that is right.</summary>
    public static async Task<JsonElement> OkAsync(HttpResponseMessage response)
    {
        using (response)
        {
            string text = await response.Content.ReadAsStringAsync();
            Assert.True(response.StatusCode == HttpStatusCode.OK, $"{response.StatusCode}: {text}");
            return JsonSerializer.Deserialize<JsonElement>(text);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await App.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private static string RunOf(string folder) => Path.Combine(folder, "run");
}
