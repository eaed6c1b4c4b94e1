using System.Diagnostics;
using System.Text.RegularExpressions;

namespace I2MoE.Dsl.Tool.Tests;

/// <summary><c>i2moe serve</c> in a process of its own.</summary>
internal sealed class ServiceProcess : IDisposable
{
    private readonly Process _process;

    private ServiceProcess(Process process, HttpClient client) => (_process, Client) = (process, client);

    /// <summary>A caller of it.</summary>
    public HttpClient Client { get; }

    /// <summary>Starts one, and waits until it listens.</summary>
    public static async Task<ServiceProcess> StartAsync(string run)
    {
        string tool = Path.Combine(AppContext.BaseDirectory, "I2MoE.Dsl.Tool.dll");
        Process process = Process.Start(new ProcessStartInfo("dotnet", [tool, "serve", run, "--port", "0"]) { RedirectStandardOutput = true })!;
        string? line = await process.StandardOutput.ReadLineAsync();
        Match address = Regex.Match(line ?? "", @"http://[\d.:]+\d");
        Assert.True(address.Success, line);
        return new ServiceProcess(process, new HttpClient { BaseAddress = new Uri(address.Value), Timeout = TimeSpan.FromMinutes(1) });
    }

    /// <summary>Kills it, as a machine that fails does.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    public void Dispose()
    {
        Client.Dispose();
        Kill();
        _process.Dispose();
    }
}
