using I2MoE.Dsl.Encoders;
using I2MoE.Dsl.Models;
using I2MoE.Dsl.Randomness;
using I2MoE.Dsl.Specification;
using I2MoE.Dsl.Specification.Catalogue;
using I2MoE.Dsl.Tests.Models;
using TorchSharp;
using TorchSharp.Modules;

namespace I2MoE.Dsl.Tests.Encoders;

/// <summary>What every encoder promises.</summary>
public sealed class EncoderTests
{
    private const int D = 6;

    private static readonly Modality s_sequence = new("Sound", 0, [5, 3], "custom");

    private static readonly Dictionary<string, (Func<ParameterInitializer, Encoder> Create, long[] Sample)> s_encoders = new()
    {
        ["linear"] = (init => new LinearEncoder(7, D, init), [7]),
        ["mlp"] = (init => new MlpEncoder(7, D, new() { HiddenDim = 5 }, init), [7]),
        ["maxout"] = (init => new MaxoutEncoder(7, D, new() { HiddenDim = 5, Pieces = 3 }, init), [7]),
        ["pretrained"] = (init => new PretrainedEncoder(7, D, init), [7]),
        ["cnn1d"] = (init => new Cnn1dEncoder(9, 3, D, new() { Channels = [4, 5], Dropout = 0.2 }, init), [9, 3]),
        ["cnn1d without blocks"] = (init => new Cnn1dEncoder(9, 3, D, new() { Channels = [] }, init), [9, 3]),
        ["cnn2d"] = (init => new Cnn2dEncoder(3, 9, 8, D, new() { Channels = [4, 5], KernelSize = 2 }, init), [3, 9, 8]),
        ["cnn2d without normalisation"] = (init => new Cnn2dEncoder(3, 9, 8, D, new() { Channels = [4], BatchNorm = false }, init), [3, 9, 8]),
        ["cnn2d to one pixel"] = (init => new Cnn2dEncoder(1, 3, 3, D, new() { Channels = [4, 4], Pool = 1, KernelSize = 2 }, init), [1, 3, 3]),
        ["cnn3d"] = (init => new Cnn3dEncoder(1, D, new(), init), [1, 24, 25, 26]),
        ["vgg11"] = (init => new Vgg11Encoder(3, D, new(), init), [3, 32, 40]),
        ["lstm"] = (init => new LstmEncoder(3, D, new(), init), [5, 3]),
        ["gru"] = (init => new GruEncoder(3, D, new() { Layers = 2, Dropout = 0.2 }, init), [5, 3]),
        ["text, gru"] = (init => new TextEncoder(D, new() { Vocabulary = 8, TokenDim = 4 }, init), [5]),
        ["text, mean"] = (init => new TextEncoder(D, new() { Vocabulary = 8, TokenDim = 4, Pooling = TextPooling.Mean }, init), [5]),
        ["custom"] = (init => new MeanOverTimeEncoder(s_sequence, D, init), [5, 3]),
    };

    // An encoder without an entry of its own is tested as a twin has it.
    private static readonly Dictionary<string, (Func<ParameterInitializer, Encoder> Create, long[] Sample)> s_others =
        OptionCatalogue.Encoders
            .Where(definition => definition.Produces == EmbeddingKind.Vector && !s_encoders.Keys.Any(name => name.StartsWith(definition.Kind, StringComparison.Ordinal)))
            .ToDictionary(definition => definition.Kind, OfTwin);

    public static TheoryData<string> Names => [.. s_encoders.Keys, .. s_others.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Makes_a_vector_of_the_hidden_size_and_every_parameter_gets_a_gradient(string name)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using Encoder encoder = Create(name);
        torch.Tensor embedding = encoder.Forward(Input(name, samples: 4), Dropout());
        Assert.Equal([4, D], embedding.shape);

        (embedding * torch.arange(1, D + 1)).square().sum().backward();
        Assert.All(encoder.named_parameters(), pair =>
            Assert.True(pair.parameter.grad is { } gradient && gradient.abs().sum().item<float>() > 0, $"{pair.name} gets no gradient."));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_same_seed_gives_the_same_outputs_and_the_global_generator_does_not_move(string name)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        torch.Tensor before = torch.get_rng_state();
        byte[][] outputs = [.. new[] { 1, 1, 2 }.Select(seed =>
        {
            using Encoder encoder = Create(name, seed);
            return encoder.Forward(Input(name, samples: 3), Dropout()).detach().bytes.ToArray();
        })];

        Assert.Equal(outputs[0], outputs[1]);
        Assert.NotEqual(outputs[0], outputs[2]);
        Assert.True(before.equal(torch.get_rng_state()).all().item<bool>());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_training_batch_of_one_gives_finite_numbers(string name)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using Encoder encoder = Create(name);
        Assert.True(encoder.Forward(Input(name, samples: 1), Dropout()).isfinite().all().item<bool>());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Inference_does_not_depend_on_the_rest_of_the_batch_and_changes_nothing(string name)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using Encoder encoder = Create(name);
        torch.Tensor input = Input(name, samples: 4);
        encoder.Forward(input, Dropout());
        byte[][] state = State(encoder);
        torch.Tensor together = encoder.Forward(input, DropoutSource.None);
        torch.Tensor alone = torch.cat([.. Enumerable.Range(0, 4).Select(i => encoder.Forward(input.slice(0, i, i + 1, 1), DropoutSource.None))]);
        Golden.Close.Absolute(together, alone, 1e-5, name);
        Assert.Equal(state, State(encoder));
    }

    [Theory]
    [InlineData("cnn1d", true)]
    [InlineData("cnn2d", true)]
    [InlineData("cnn3d", true)]
    [InlineData("vgg11", true)]
    [InlineData("cnn2d without normalisation", false)]
    public void Running_statistics_move_in_training_only(string name, bool moves)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using Encoder encoder = Create(name);
        byte[][] before = [.. encoder.buffers().Select(buffer => buffer.bytes.ToArray())];
        Assert.Equal(moves, before.Length > 0);
        encoder.Forward(Input(name, samples: 4), Dropout());
        Assert.All(encoder.buffers().Zip(before), pair => Assert.NotEqual(pair.Second, pair.First.bytes.ToArray()));
    }

    [Fact]
    public void Pretrained_features_of_the_hidden_size_pass_as_they_are()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using var encoder = new PretrainedEncoder(D, D, new ParameterInitializer(1));
        torch.Tensor input = torch.ones(2, D);
        Assert.Empty(encoder.parameters());
        Assert.Same(input, encoder.Forward(input, DropoutSource.None));
    }

    [Theory]
    [InlineData(TextPooling.Gru)]
    [InlineData(TextPooling.Mean)]
    public void Padding_is_skipped_wherever_it_stands(TextPooling pooling)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using var encoder = new TextEncoder(D, new() { Vocabulary = 9, PaddingId = 2, TokenDim = 4, Pooling = pooling }, new ParameterInitializer(1));
        torch.Tensor bare = Encode(encoder, 5, 7, 1);
        Golden.Close.Absolute(bare, Encode(encoder, 5, 7, 1, 2, 2), 1e-6, "padding at the end");
        Golden.Close.Absolute(bare, Encode(encoder, 2, 5, 2, 7, 1), 1e-6, "padding at the start and between");
        Assert.True((bare - Encode(encoder, 5, 7, 3)).abs().max().item<float>() > 1e-3);
        Assert.True(Encode(encoder, 2, 2).isfinite().all().item<bool>());
    }

    [Fact]
    public void A_maxout_unit_is_the_greatest_of_its_pieces()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using var encoder = new MaxoutEncoder(1, 1, new() { Layers = 1, HiddenDim = 1, Pieces = 2 }, new ParameterInitializer(1));
        Dictionary<string, Parameter> parameters = encoder.named_parameters().ToDictionary(pair => pair.name, pair => pair.parameter);
        using (torch.no_grad())
        {
            parameters["layers.0.weight"].copy_(torch.tensor(new float[,] { { 2 }, { -3 } }));
            parameters["layers.0.bias"].zero_();
            parameters["head.weight"].fill_(1);
            parameters["head.bias"].zero_();
        }

        Assert.Equal([2f, 3f], encoder.Forward(torch.tensor(new float[,] { { 1 }, { -1 } }), DropoutSource.None).data<float>().ToArray());
    }

    private static torch.Tensor Encode(TextEncoder encoder, params long[] ids) => encoder.Forward(torch.tensor(ids).unsqueeze(0), DropoutSource.None).detach();

    private static byte[][] State(Encoder encoder) => [.. encoder.state_dict().Values.Select(tensor => tensor.detach().bytes.ToArray())];

    private static (Func<ParameterInitializer, Encoder> Create, long[] Sample) OfTwin(EncoderDefinition definition)
    {
        ModalitySpecification declared = TwinModels.Names.SelectMany(twin => TwinModels.Specification(twin).Modalities).First(modality => modality.Encoders[0].Definition == definition);
        int[] shape = [.. EmbeddingShape.Input(declared)];
        var modality = new Modality(declared.Name, 0, shape, definition.Kind);
        return (init => SpecifiedEncoders.Create(modality, declared.Encoders[0], new EmbeddingSize(D, Patches: null), init), [.. shape.Select(length => (long)length)]);
    }

    private static (Func<ParameterInitializer, Encoder> Create, long[] Sample) Of(string name) => s_encoders.TryGetValue(name, out (Func<ParameterInitializer, Encoder>, long[]) found) ? found : s_others[name];

    private static Encoder Create(string name, long seed = 1) => Of(name).Create(new ParameterInitializer(seed));

    private static DropoutSource Dropout() => DropoutSource.From(RandomKey.Of(5, RandomPurpose.EncoderDropout));

    private static torch.Tensor Input(string name, int samples)
    {
        using torch.Generator generator = new(11);
        long[] shape = [samples, .. Of(name).Sample];
        return name.StartsWith("text", StringComparison.Ordinal)
            ? torch.randint(1, 8, shape, dtype: torch.int64, generator: generator)
            : torch.randn(shape, generator: generator);
    }
}
