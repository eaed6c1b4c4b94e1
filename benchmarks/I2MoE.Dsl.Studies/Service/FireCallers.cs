using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace I2MoE.Dsl.Studies.Service;

/// <summary>Callers that ask without pause, know what each of two runs answers, and count what they get instead.</summary>
/// <param name="samples">A sample a caller.</param>
/// <param name="answers">What each run answers to each sample: its probabilities.</param>
internal sealed class FireCallers(IReadOnlyList<IReadOnlyDictionary<string, float[]>> samples, IReadOnlyList<double[][]> answers) : IDisposable
{
    private const double Tolerance = 1e-5;
    private static readonly JsonSerializerOptions s_json = new();

    // A request that a service neither answers nor refuses is lost.
    private readonly HttpClient _client = new() { Timeout = TimeSpan.FromSeconds(30) };
    private readonly CancellationTokenSource _end = new();
    private volatile Uri? _address;
    private int _kills;
    private int _swapsBegun;
    private int _swapsDone;
    private long _answered;
    private long _inFlight;
    private long _lost;
    private long _wrong;
    private long _refused;

    /// <summary>The right answers.</summary>
    public long Answered => Volatile.Read(ref _answered);

    /// <summary>Requests that a killed service had, one a caller and kill at most.</summary>
    public long InFlight => Volatile.Read(ref _inFlight);

    /// <summary>Requests without an answer though no service was killed.</summary>
    public long Lost => Volatile.Read(ref _lost);

    /// <summary>Answers that the run, or the one that took over meanwhile, does not give.</summary>
    public long Wrong => Volatile.Read(ref _wrong);

    /// <summary>Wrong requests that were refused as they are to be.</summary>
    public long Refused => Volatile.Read(ref _refused);

    /// <summary>What was lost or wrong, as it was told.</summary>
    public string? First { get; private set; }

    /// <summary>Asks until <see cref="EndAsync"/>.</summary>
    public Task RunAsync() => Task.WhenAll(Enumerable.Range(0, samples.Count).Select(caller => Task.Run(() => CallAsync(caller))));

    /// <summary>A service listens.</summary>
    public void Up(Uri address) => _address = address;

    /// <summary>The service is about to be killed.</summary>
    public void Down()
    {
        _address = null;
        Interlocked.Increment(ref _kills);
    }

    /// <summary>Lets the other run take over.</summary>
    /// <param name="folder">Its folder.</param>
    public async Task SwapAsync(string folder)
    {
        Interlocked.Increment(ref _swapsBegun);
        using HttpResponseMessage response = await _client.PostAsync(new Uri(_address!, $"/swap?run={Uri.EscapeDataString(folder)}"), content: null).ConfigureAwait(false);
        response.EnsureSuccessStatusCode();
        Interlocked.Increment(ref _swapsDone);
    }

    /// <summary>Ends the asking.</summary>
    public Task EndAsync() => _end.CancelAsync();

    /// <inheritdoc/>
    public void Dispose()
    {
        _client.Dispose();
        _end.Dispose();
    }

    private async Task CallAsync(int caller)
    {
        for (int number = 0; !_end.IsCancellationRequested; number++)
        {
            if (_address is not { } address)
            {
                await Task.Delay(1).ConfigureAwait(false);
                continue;
            }

            int kills = Volatile.Read(ref _kills);
            int done = Volatile.Read(ref _swapsDone);
            try
            {
                await (number % 10 == 9 ? AskWronglyAsync(address, number) : AskAsync(address, caller, done)).ConfigureAwait(false);
            }
            catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException or IOException or JsonException)
            {
                bool isKilled = Volatile.Read(ref _kills) != kills;
                Interlocked.Increment(ref isKilled ? ref _inFlight : ref _lost);
                First ??= isKilled ? null : failure.Message;
            }
        }
    }

    private async Task AskAsync(Uri address, int caller, int done)
    {
        using HttpResponseMessage response = await _client.PostAsJsonAsync(new Uri(address, "/predict"), samples[caller], s_json).ConfigureAwait(false);
        JsonElement answer = await response.Content.ReadFromJsonAsync<JsonElement>().ConfigureAwait(false);
        int begun = Volatile.Read(ref _swapsBegun);
        double[] got = response.StatusCode == HttpStatusCode.OK ? [.. answer.GetProperty("probabilities").EnumerateObject().Select(pair => pair.Value.GetDouble())] : [];
        bool isRight = Enumerable.Range(done, begun - done + 1).Any(swaps => got.Length > 0 && got.Zip(answers[swaps % answers.Count][caller]).All(pair => Math.Abs(pair.First - pair.Second) < Tolerance));
        Interlocked.Increment(ref isRight ? ref _answered : ref _wrong);
        First ??= isRight ? null : $"{response.StatusCode}: {answer}";
    }

    private async Task AskWronglyAsync(Uri address, int number)
    {
        string body = (number / 10 % 3) switch { 0 => "{\"Left\": [1, 2", 1 => "{\"Left\": [1, \"two\"]}", _ => "[" + new string(' ', 100_000) };
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using HttpResponseMessage response = await _client.PostAsync(new Uri(address, "/predict"), content).ConfigureAwait(false);
        bool isRefused = response.StatusCode == HttpStatusCode.BadRequest;
        Interlocked.Increment(ref isRefused ? ref _refused : ref _wrong);
        First ??= isRefused ? null : $"{response.StatusCode} for {body[..20]}";
    }
}
