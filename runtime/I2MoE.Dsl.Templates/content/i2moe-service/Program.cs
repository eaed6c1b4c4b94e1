using I2MoE.Dsl.AspNetCore;
using TemplateNamespace;

const string Run = "runs/DemoModel/seed-0";

// dotnet run -- train (evaluate, explain, …) are the commands of the experiment; dotnet run alone is the service.
if (args.Length > 0 && !args[0].StartsWith('-'))
{
    return await Experiments.RunAsync(args);
}

if (!Directory.Exists(Run) && await Experiments.RunAsync(["train", "--quiet"]) is var failure and not 0)
{
    return failure;
}

WebApplicationBuilder builder = WebApplication.CreateBuilder(args);
builder.Services.AddI2MoE<DemoModel>(options => options.Run = Run);
builder.Services.AddOpenApi();

WebApplication app = builder.Build();
app.MapOpenApi();                          // /openapi/v1.json
app.MapI2MoE<DemoModel>("/predict");
app.MapI2MoEPage("/", "/predict");         // for a person
app.MapHealthChecks("/health");
await app.RunAsync();
return 0;
