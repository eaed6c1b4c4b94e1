using I2MoE.Dsl.AspNetCore;
using I2MoE.Dsl.Models;
using I2MoE.Dsl.Prediction;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace I2MoE.Dsl.Studies.Service;

/// <summary>A service in a process of its own, which is killed; another run takes over where it is asked to.</summary>
internal static class ServedRun
{
    /// <summary>The first argument of the program for it.</summary>
    public const string Argument = "--served-run";

    /// <summary>What its first line begins with; its address follows.</summary>
    public const string Begin = "Listening on ";

    /// <summary>Serves until it is killed, or until its standard input ends.</summary>
    /// <param name="arguments">The folder of the run.</param>
    public static async Task<int> RunAsync(string[] arguments)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddI2MoE(options => options.Run = arguments[0]);
        await using WebApplication app = builder.Build();
        app.MapI2MoE("/predict");
        app.MapPost("/swap", (HttpContext context) =>
        {
            context.RequestServices.GetRequiredService<Predictor<MultimodalModel>>().Swap(context.Request.Query["run"].ToString());
            return Task.CompletedTask;
        });
        await app.StartAsync().ConfigureAwait(false);
        Console.WriteLine(Begin + app.Urls.Single());
        await Console.In.ReadToEndAsync().ConfigureAwait(false);
        return 0;
    }
}
