using System.CommandLine;
using System.Net;
using System.Net.Sockets;
using I2MoE.Dsl.AspNetCore;
using I2MoE.Dsl.Experiments.Commands;
using I2MoE.Dsl.Experiments.Terminal;
using I2MoE.Dsl.Runs;
using I2MoE.Dsl.Specification;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace I2MoE.Dsl.Tool;

/// <summary><c>serve</c>: answers HTTP requests with the model of a run.</summary>
internal static class ServeCommand
{
    private const int Port = 5000;
    private const int LastPort = 65535;

    private static readonly Argument<string> s_run = new("RUN") { Description = "The folder of the run." };

    private static readonly Option<int> s_port = new("--port") { Description = $"The port, from 0 (any that is free) to {LastPort}. Default: {Port}.", HelpName = "PORT", DefaultValueFactory = _ => Port };

    private static readonly Option<string> s_host = new("--host") { Description = "The name or address under which it listens: localhost (default) for callers on this machine only, 0.0.0.0 for all.", HelpName = "HOST", DefaultValueFactory = _ => "localhost" };

    private static readonly Option<string> s_device = new("--device") { Description = "Where to compute: cpu (default), cuda, cuda:N or auto.", HelpName = "DEVICE", DefaultValueFactory = _ => "cpu" };

    /// <summary>Makes the command.</summary>
    public static Command Create(ExperimentCommandLine commands, ProgramConsole console)
    {
        var command = new Command("serve", "Answers HTTP requests with the model of a run, with a page for a person, until Ctrl-C.") { s_run, s_port, s_host, s_device };
        command.SetAction((arguments, cancellationToken) => commands.GuardAsync(async () =>
        {
            await RunAsync(arguments, console, cancellationToken).ConfigureAwait(false);
            return true;
        }));
        return command;
    }

    private static async Task RunAsync(ParseResult arguments, ProgramConsole console, CancellationToken cancellationToken)
    {
        int port = arguments.GetValue(s_port);
        if (port is < 0 or > LastPort)
        {
            throw new ExperimentException($"--port is {port}. Allowed: 0 (any that is free) to {LastPort}.");
        }

        string url = $"http://{Address(arguments.GetValue(s_host)!.Trim(), port)}:{port}";
        TorchNative.RequireLibtorch();
        await using WebApplication app = Build(arguments.GetValue(s_run)!, url, arguments.GetValue(s_device)!);
        try
        {
            await app.StartAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is SocketException || e is IOException { InnerException: AddressInUseException })
        {
            throw new ExperimentException($"It cannot listen on {url}: {(e.InnerException ?? e).Message.TrimEnd('.')}. {s_host.Name} takes an address of this machine, and {s_port.Name} a port that this user may take and nobody has taken.");
        }

        console.Line($"Listening on {string.Join(", ", app.Urls)}: a page for a person, POST /predict, /health and /openapi/v1.json. Ctrl-C ends it.");
        try
        {
            await app.WaitForShutdownAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // That is how it is ended.
        }
    }

    // The server takes any name that is no address for all addresses of the machine: one that is misspelt would open the service to everybody.
    private static string Address(string host, int port)
    {
        if (host == "localhost")
        {
            // Any free port cannot be had for both addresses of localhost.
            return port == 0 ? "127.0.0.1" : host;
        }

        if (host == "*")
        {
            return host;
        }

        IPAddress address = IPAddress.TryParse(host.Trim('[', ']'), out IPAddress? given) ? given : Known(host);
        return address.AddressFamily == AddressFamily.InterNetworkV6 ? $"[{address}]" : address.ToString();
    }

    private static IPAddress Known(string name)
    {
        try
        {
            if (Uri.CheckHostName(name) == UriHostNameType.Dns && Dns.GetHostAddresses(name) is [var first, ..] all)
            {
                return all.FirstOrDefault(address => address.AddressFamily == AddressFamily.InterNetwork) ?? first;
            }
        }
        catch (Exception e) when (e is SocketException or ArgumentException)
        {
            // It is told below.
        }

        throw new ExperimentException($"{s_host.Name} is '{ShownText.Of(name)}', which is no address and no name that is known here. Allowed: localhost for callers on this machine, an address of this machine, 0.0.0.0 or * for all.{NearestName.Suggest(name, ["localhost"])}");
    }

    private static WebApplication Build(string run, string url, string device)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(url);
        builder.Services.AddOpenApi();
        builder.Services.AddI2MoE(options =>
        {
            options.Run = run;
            options.Predictor = options.Predictor with { Device = device };
        });
        WebApplication app = builder.Build();
        app.MapI2MoE("/predict");
        app.MapI2MoEPage();
        app.MapHealthChecks("/health");
        app.MapOpenApi();
        return app;
    }
}
