using System.Globalization;

namespace I2MoE.Dsl.Benchmarks;

/// <summary>What the command line asks for.</summary>
internal sealed record BenchmarkOptions
{
    /// <summary>What is measured: step, inference, curves, loader, operations, onnx, predictor or table.</summary>
    public required string Command { get; init; }

    /// <summary>The cases, those of <c>--sizes</c> and <c>--fusion</c>.</summary>
    public required IReadOnlyList<BenchmarkCase> Cases { get; init; }

    /// <summary>How often each is timed.</summary>
    public int Repeats { get; init; } = 9;

    /// <summary>How often each runs before it is timed.</summary>
    public int WarmUp { get; init; } = 3;

    /// <summary>Whether peak memory is measured too, in processes of their own.</summary>
    public bool Memory { get; init; }

    /// <summary>What the engine's linear layers compute in.</summary>
    public Precision Precision { get; init; }

    /// <summary>Reads a command line.</summary>
    /// <exception cref="ArgumentException">It says what is allowed.</exception>
    public static BenchmarkOptions Parse(string[] arguments)
    {
        const string Usage = "Usage: step|inference|curves|loader|operations|onnx|predictor|table [--sizes mosi,enrico,mimic,imdb,adni,small] [--fusion transformer,switch,moepp,interpretcc] [--repeats N] [--warm-up N] [--precision fp32|bf16] [--memory]";
        if (arguments.Length == 0)
        {
            throw new ArgumentException(Usage);
        }

        string[]? sizes = null;
        string[]? fusions = null;
        var options = new BenchmarkOptions { Command = arguments[0], Cases = BenchmarkCase.All };
        for (int i = 1; i < arguments.Length; i++)
        {
            string Value() => ++i < arguments.Length ? arguments[i] : throw new ArgumentException($"{arguments[i - 1]} needs a value. {Usage}");
            switch (arguments[i])
            {
                case "--sizes":
                    sizes = Value().Split(',');
                    break;
                case "--fusion":
                    fusions = Value().Split(',');
                    break;
                case "--repeats":
                    options = options with { Repeats = int.Parse(Value(), CultureInfo.InvariantCulture) };
                    break;
                case "--warm-up":
                    options = options with { WarmUp = int.Parse(Value(), CultureInfo.InvariantCulture) };
                    break;
                case "--precision":
                    string precision = Value();
                    options = options with { Precision = Enum.TryParse(precision, ignoreCase: true, out Precision parsed) ? parsed : throw new ArgumentException($"--precision is '{precision}'. Allowed: fp32, bf16.") };
                    break;
                case "--memory":
                    options = options with { Memory = true };
                    break;
                default:
                    throw new ArgumentException($"There is no option '{arguments[i]}'. {Usage}");
            }
        }

        IReadOnlyList<BenchmarkCase> cases =
            [.. BenchmarkCase.All.Where(setting => (sizes?.Contains(setting.Name) ?? true) && (fusions?.Contains(setting.Fusion) ?? true))];
        return cases.Count > 0 ? options with { Cases = cases } : throw new ArgumentException($"No case has these sizes and this fusion. {Usage}");
    }
}
