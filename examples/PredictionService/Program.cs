using I2MoE.Dsl;
using I2MoE.Dsl.AspNetCore;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using PredictionService;

const string Run = "runs/BiopsyModel/seed-0";
ProcessMemory.Prepare();

// dotnet run -- train (evaluate, explain, …) are the commands of the experiment; dotnet run alone is the service, which trains where there is no run.
if (args.Length > 0 && !args[0].StartsWith('-'))
{
    return await Experiments.RunAsync(args);
}

if (!Directory.Exists(Run) && await Experiments.RunAsync(["train", "--quiet"]) is var failure and not 0)
{
    return failure;
}

WebApplicationBuilder builder = WebApplication.CreateBuilder(args);
builder.Services.AddI2MoE<BiopsyModel>(options => options.Run = Run);
builder.Services.AddOpenApi();

WebApplication app = builder.Build();
app.MapOpenApi();
app.MapI2MoE<BiopsyModel>("/predict");
app.MapI2MoEPage("/", "/predict");
app.MapHealthChecks("/health");
await app.RunAsync();
return 0;
