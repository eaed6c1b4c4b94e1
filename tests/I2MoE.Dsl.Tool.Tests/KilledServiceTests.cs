using System.Collections.Concurrent;
using System.Text;

namespace I2MoE.Dsl.Tool.Tests;

/// <summary>A service that is killed under load loses the requests that it has, and no other; one that is started again answers as before.</summary>
public sealed class KilledServiceTests : IDisposable
{
    private const int Callers = 16;
    private const int Before = 64;

    private readonly ToolRun _tool = new();

    [Fact]
    public async Task Only_requests_in_flight_are_lost_and_no_answer_changes()
    {
        _tool.Write("killed.i2moe.yaml", """
            name: Killed
            task: { kind: classification, classes: 2 }
            modalities: { left: { features: 3, encoder: linear }, right: { features: 2, encoder: linear } }
            fusion: { kind: concat, hidden_dim: 8 }
            training: { epochs: 1 }
            data: { source: { kind: random, samples: 40 } }
            """);
        await _tool.RunAsync(0, "train", "killed.i2moe.yaml", "--quiet");
        string run = Path.Combine(_tool.Folder, "runs", "Killed", "seed-0");
        ConcurrentDictionary<int, string> answers = [];
        using (ServiceProcess service = await ServiceProcess.StartAsync(run))
        {
            int answered = 0;
            int killed = 0;
            var enough = new TaskCompletionSource();
            Task<int>[] callers = [.. Enumerable.Range(0, Callers).Select(caller => Task.Run(async () =>
            {
                int failed = 0;
                while (Volatile.Read(ref killed) == 0)
                {
                    try
                    {
                        string answer = await AskAsync(service, caller);
                        Assert.Equal(answer, answers.GetOrAdd(caller, answer), new Near());
                        if (Interlocked.Increment(ref answered) == Before)
                        {
                            enough.SetResult();
                        }
                    }
                    catch (Exception e) when (e is HttpRequestException or IOException)
                    {
                        Assert.NotEqual(0, Volatile.Read(ref killed));
                        failed++;
                    }
                }

                return failed;
            }))];
            await enough.Task.WaitAsync(TimeSpan.FromMinutes(1));
            Volatile.Write(ref killed, 1);
            service.Kill();
            Assert.All(await Task.WhenAll(callers), failed => Assert.InRange(failed, 0, 1));
        }

        using ServiceProcess again = await ServiceProcess.StartAsync(run);
        foreach ((int caller, string answer) in answers)
        {
            Assert.Equal(answer, await AskAsync(again, caller), new Near());
        }
    }

    public void Dispose() => _tool.Dispose();

    private static async Task<string> AskAsync(ServiceProcess service, int caller)
    {
        using var sample = new StringContent($$"""{"Left": [{{caller}}, 1, -2], "Right": [0.5, -{{caller}}]}""", Encoding.UTF8, "application/json");
        using HttpResponseMessage response = await service.Client.PostAsync(new Uri("/predict", UriKind.Relative), sample);
        string answer = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, answer);
        return answer;
    }

    // Sizes of batches differ, and with them the last bits.
    private sealed class Near : IEqualityComparer<string>
    {
        public bool Equals(string? x, string? y)
        {
            double[] first = Numbers(x!);
            double[] second = Numbers(y!);
            return first.Length == second.Length && first.Zip(second).All(pair => Math.Abs(pair.First - pair.Second) < 1e-5);
        }

        public int GetHashCode(string obj) => 0;

        private static double[] Numbers(string answer)
        {
            using var document = System.Text.Json.JsonDocument.Parse(answer);
            return [.. document.RootElement.GetProperty("outputs").EnumerateArray().Select(value => value.GetDouble())];
        }
    }
}
