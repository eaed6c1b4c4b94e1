using I2MoE.Dsl.Data;
using I2MoE.Dsl.Encoders;
using I2MoE.Dsl.Randomness;
using I2MoE.Dsl.Tests.Models;
using I2MoE.Dsl.Tests.Models.Twins;
using TorchSharp;
using TorchSharp.Modules;

namespace I2MoE.Dsl.Tests.Encoders;

/// <summary>Sequences that have lengths of their own: nothing after their ends is looked at, and they are as if nothing followed.</summary>
public sealed class SequenceLengthTests
{
    private const int D = 6;
    private const int Steps = 8;
    private const int Features = 3;

    private static readonly long[] s_lengths = [4, 0, 6, 2, 8];

    private static readonly Dictionary<string, Func<int, ParameterInitializer, Encoder>> s_encoders = new()
    {
        ["gru"] = (_, init) => new GruEncoder(Features, D, new() { Layers = 2 }, init),
        ["lstm"] = (_, init) => new LstmEncoder(Features, D, new() { Layers = 2 }, init),
        ["cnn1d"] = (steps, init) => new Cnn1dEncoder(steps, Features, D, new() { Channels = [4, 5], KernelSize = 3, Pool = 1 }, init),
        ["cnn1d with a pool"] = (steps, init) => new Cnn1dEncoder(steps, Features, D, new() { Channels = [4], KernelSize = 3, Pool = 2, BatchNorm = false }, init),
        ["cnn1d without blocks"] = (steps, init) => new Cnn1dEncoder(steps, Features, D, new() { Channels = [] }, init),
    };

    public static TheoryData<string> Encoders => [.. s_encoders.Keys];

    [Theory]
    [MemberData(nameof(Encoders))]
    public void What_stands_after_an_end_changes_no_bit(string name)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using EncoderSet encoders = Set(name);
        foreach (StepRandom? random in (StepRandom?[])[null, SmallData.Random()])
        {
            byte[] zeros = Encode(encoders, padding: 0, random);
            Assert.Equal(zeros, Encode(encoders, padding: 1e6f, random));
            Assert.Equal(zeros, Encode(encoders, float.NaN, random));
        }
    }

    [Theory]
    [MemberData(nameof(Encoders))]
    public void A_sequence_is_as_it_is_alone(string name)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using EncoderSet encoders = Set(name);
        torch.Tensor together = encoders.Encode([Sequences()], random: null)[0];
        for (int sample = 0; sample < s_lengths.Length; sample++)
        {
            int length = (int)s_lengths[sample];
            if (length == 0)
            {
                continue;
            }

            using Encoder alone = Shortened(name, length);
            torch.Tensor steps = Values().narrow(0, sample, 1).narrow(1, 0, length);
            Golden.Close.Absolute(alone.Forward(steps, DropoutSource.None)[0], together[sample], 1e-6, $"{name} of {length}");
        }
    }

    [Theory]
    [MemberData(nameof(Encoders))]
    public void Whole_sequences_are_as_without_lengths(string name)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using EncoderSet encoders = Set(name);
        using Encoder plain = Create(name, Steps);
        torch.Tensor expected = plain.Forward(Values(), DropoutSource.None);
        Assert.Equal(expected.detach().bytes.ToArray(), encoders.Encode([Values()], random: null)[0].detach().bytes.ToArray());
    }

    [Fact]
    public void A_training_step_has_finite_losses_and_gradients()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using LengthsTwin model = new(seed: 1);
        using MultimodalDataset data = SmallData.For(model.Description, samples: 12);
        using MultimodalDataset standardised = Standardiser.Fit(data).Apply(data);
        MultimodalBatch batch = standardised.ToBatch(model.Description.ModalityNames, [.. Enumerable.Range(0, 12).Select(row => (long)row)]);
        Assert.True(batch.Inputs[0].isnan().any().item<bool>());
        model.ComputeLosses(batch, SmallData.Random()).Total.backward();
        Assert.All(model.named_parameters().Where(named => named.parameter.grad is not null), named => Assert.True(named.parameter.grad!.isfinite().all().item<bool>(), named.name));
        Assert.True(model.Infer(batch).Probabilities.isfinite().all().item<bool>());
    }

    [Fact]
    public void A_typed_batch_takes_lengths()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using LengthsTwin model = new(seed: 1);
        torch.Tensor[] inputs = [torch.randn(2, 8, 3), torch.randn(2, 6, 3), torch.randn(2, 5, 2), torch.randn(2, 3)];
        torch.Tensor lengths = torch.tensor([3L, 5]);
        byte[][] answers = [.. ((float[])[0, 9]).Select(padding =>
        {
            torch.Tensor sound = SequenceEnds.Fill(inputs[0], lengths, padding);
            LengthsTwin.Batch batch = new() { Sound = sound, SoundLength = lengths, Heart = inputs[1], Breath = inputs[2], BreathLengths = torch.tensor([5L, 1]), BreathLength = inputs[3] };
            return model.Infer(batch).Prediction.bytes.ToArray();
        })];
        Assert.Equal(answers[0], answers[1]);
        LengthsTwin.Batch whole = new() { Sound = inputs[0], Heart = inputs[1], Breath = inputs[2], BreathLength = inputs[3] };
        Assert.NotEqual(answers[0], model.Infer(whole).Prediction.bytes.ToArray());
    }

    [Fact]
    public void Standardised_sequences_keep_their_ends_and_have_one_scale_over_all_steps()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        torch.Tensor values = torch.tensor(new float[,,] { { { 1, 10 }, { 3, float.NaN }, { 99, 99 } }, { { 5, 30 }, { 7, 20 }, { 9, 40 } }, { { 99, 99 }, { 99, 99 }, { 99, 99 } } });
        using MultimodalDataset data = new([new("Visits", values)], torch.tensor([0L, 1, 0]));
        data.EndSequences("Visits", [2, 3, 0]);
        Standardiser fitted = Standardiser.Fit(data);
        Assert.Equal([5, 25, 5, 25, 5, 25], fitted.Mean["Visits"].Select(mean => Math.Round(mean, 9)));
        Assert.Equal(Math.Sqrt(8), fitted.Deviation["Visits"][4], 9);
        using MultimodalDataset standardised = fitted.Apply(data);
        float[] numbers = standardised["Visits"].data<float>().ToArray();
        Assert.Equal(-4 / Math.Sqrt(8), numbers[0], 5);
        Assert.Equal(0, numbers[3]);
        Assert.Equal([4, 5, 12, 13, 14, 15, 16, 17], Enumerable.Range(0, 18).Where(i => float.IsNaN(numbers[i])));
        Assert.Equal(["", "", "Visits"], standardised.MissingModalities().Select(names => string.Join(' ', names)));
        Assert.Contains("allowed: 0 to 3", Assert.Throws<DatasetException>(() => data.EndSequences("Visits", [4, 1, 1])).Message, StringComparison.Ordinal);
    }

    private static Modality Sequence => new("Visits", 0, [Steps, Features], "gru") { HasOwnLength = true };

    private static torch.Tensor Values()
    {
        using torch.Generator generator = new(5);
        return torch.randn([s_lengths.Length, Steps, Features], generator: generator);
    }

    private static torch.Tensor Sequences() => SequenceEnds.Fill(Values(), torch.tensor(s_lengths), float.NaN);

    private static Encoder Create(string name, int steps) => s_encoders[name](steps, new ParameterInitializer(3));

    private static EncoderSet Set(string name)
    {
        EncoderSet encoders = new();
        encoders.Add(Sequence, Create(name, Steps));
        return encoders;
    }

    // Lengths are given, and something in the place of what they leave out.
    private static byte[] Encode(EncoderSet encoders, float padding, StepRandom? random)
    {
        using MultimodalDataset data = new([new("Visits", SequenceEnds.Fill(Values(), torch.tensor(s_lengths), padding))], torch.zeros(s_lengths.Length, torch.int64));
        data.EndSequences("Visits", s_lengths);
        return encoders.Encode(data.ToBatch(["Visits"], [0, 1, 2, 3, 4]).Inputs, random)[0].detach().bytes.ToArray();
    }

    // An encoder of fewer steps with the same parameters: of the linear layer behind convolutions those of the first places.
    private static Encoder Shortened(string name, int steps)
    {
        Encoder whole = Create(name, Steps);
        if (!name.StartsWith("cnn1d", StringComparison.Ordinal))
        {
            return whole;
        }

        Encoder shorter = Create(name, steps);
        using IDisposable noGradients = torch.no_grad();
        Dictionary<string, Parameter> others = whole.named_parameters().ToDictionary(named => named.name, named => named.parameter);
        foreach ((string parameter, Parameter values) in shorter.named_parameters())
        {
            torch.Tensor other = others[parameter];
            int channels = name.EndsWith("blocks", StringComparison.Ordinal) ? Features : name == "cnn1d" ? 5 : 4;
            values.copy_(other.shape.SequenceEqual(values.shape) ? other : other.view(D, channels, -1).narrow(2, 0, values.shape[1] / channels).reshape(values.shape));
        }

        return shorter;
    }
}
