using System.Diagnostics;

namespace I2MoE.Dsl.Tests.Interpretation.Reporting;

/// <summary>A headless Chromium for the tests of a class, which starts with the first page that is opened.</summary>
public sealed class ChromiumProcess : IDisposable
{
    private static readonly string[] s_names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private readonly string _profile = Directory.CreateTempSubdirectory("i2moe-chromium-").FullName;
    private Process? _process;
    private Uri? _address;

    /// <summary>Where Chromium is: in CHROMIUM_PATH, or under one of its names in the search path; null where it is not installed.</summary>
    public static string? Executable { get; } = Environment.GetEnvironmentVariable("CHROMIUM_PATH") is { Length: > 0 } path
        ? path
        : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .SelectMany(folder => s_names.Select(name => Path.Combine(folder, name)))
            .FirstOrDefault(File.Exists);

    /// <summary>Where it listens for the DevTools protocol.</summary>
    public async Task<Uri> AddressAsync()
    {
        if (_address is null)
        {
            const string announcement = "DevTools listening on ";
            _process = Start();
            using var patience = new CancellationTokenSource(s_patience);
            string? address = null;
            while (address is null && await _process.StandardError.ReadLineAsync(patience.Token) is { } line)
            {
                address = line.StartsWith(announcement, StringComparison.Ordinal) ? line[announcement.Length..].Trim() : null;
            }

            _address = new Uri(address ?? throw new InvalidOperationException("Chromium ended before it listened."));

            // Nobody reads what else it says, and a full pipe would stop it.
            _ = _process.StandardError.BaseStream.CopyToAsync(Stream.Null);
            _ = _process.StandardOutput.BaseStream.CopyToAsync(Stream.Null);
        }

        return _address;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_process is { HasExited: false })
        {
            _process.Kill(entireProcessTree: true);
            _process.WaitForExit();
        }

        _process?.Dispose();
        try
        {
            Directory.Delete(_profile, recursive: true);
        }
        catch (IOException)
        {
            // A child of the browser still writes to its profile; the system's temporary folder may keep it.
        }
    }

    private Process Start()
    {
        var start = new ProcessStartInfo(Executable!) { RedirectStandardError = true, RedirectStandardOutput = true };
        foreach (string argument in (string[])[
            "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--hide-scrollbars", "--disable-extensions",
            "--disable-background-networking", "--disable-component-update", "--remote-debugging-port=0", $"--user-data-dir={_profile}", "about:blank"])
        {
            start.ArgumentList.Add(argument);
        }

        return Process.Start(start)!;
    }
}
