using I2MoE.Dsl.Specification.Catalogue;

namespace I2MoE.Dsl.Specification.Tests;

public sealed class EmbeddingShapeTests
{
    [Fact]
    public void Input_is_the_features_or_the_shape()
    {
        Assert.Equal([10], EmbeddingShape.Input(Declared.Vector("Image", 10)));
        Assert.Equal([3, 16, 16], EmbeddingShape.Input(Declared.Shaped("Image", 3, 16, 16)));
    }

    [Fact]
    public void Input_is_empty_where_the_declaration_does_not_determine_it()
    {
        Component both = Declared.With(ModalityOptions.Definition, (ModalityOptions.Features, 2), (ModalityOptions.Shape, Declared.List(2)));
        Assert.Empty(EmbeddingShape.Input(Declared.Vector("Image", 0)));
        Assert.Empty(EmbeddingShape.Input(Declared.Shaped("Image")));
        Assert.Empty(EmbeddingShape.Input(Declared.Shaped("Image", 3, -1)));
        Assert.Empty(EmbeddingShape.Input(Declared.Vector("Image") with { Options = both }));
    }

    [Fact]
    public void Embedding_is_patches_for_the_transformer_and_a_vector_for_concat()
    {
        Assert.Equal(
            [8, 64],
            EmbeddingShape.Embedding(Declared.With(TransformerFusionOptions.Definition, (TransformerFusionOptions.Patches, 8), (TransformerFusionOptions.HiddenDim, 64))));
        Assert.Equal([4, 256], EmbeddingShape.Embedding(Declared.Default(TransformerFusionOptions.Definition)));
        Assert.Equal([4, 128], EmbeddingShape.Embedding(Declared.Default(SwitchFusionOptions.Definition)));
        Assert.Equal([4, 256], EmbeddingShape.Embedding(Declared.Default(CustomFusionOptions.Definition)));
        Assert.Equal([256], EmbeddingShape.Embedding(Declared.With(CustomFusionOptions.Definition, (CustomFusionOptions.Embedding, (int)EmbeddingKind.Vector))));
        Assert.Equal([32], EmbeddingShape.Embedding(Declared.With(ConcatFusionOptions.Definition, (ConcatFusionOptions.HiddenDim, 32))));
    }

    [Fact]
    public void Embedding_is_empty_for_a_broken_fusion()
    {
        Assert.Empty(EmbeddingShape.Embedding(null));
        Assert.Empty(EmbeddingShape.Embedding(Declared.Default(ExpertsOptions.Definition)));
        Assert.Empty(EmbeddingShape.Embedding(Declared.With(TransformerFusionOptions.Definition, (TransformerFusionOptions.Patches, 0))));
        Assert.Empty(EmbeddingShape.Embedding(Declared.With(ConcatFusionOptions.Definition, (ConcatFusionOptions.HiddenDim, "64"))));
    }

    [Fact]
    public void Model_gives_its_first_task_and_fusion_and_its_hidden_size()
    {
        ModelSpecification none = Declared.Model with { Tasks = default, Fusions = default };
        Assert.Same(ClassificationOptions.Definition, Declared.Model.Task!.Definition);
        Assert.Same(TransformerFusionOptions.Definition, Declared.Model.Fusion!.Definition);
        Assert.Equal(256, Declared.Model.HiddenSize);
        Assert.Null(none.Task);
        Assert.Null(none.Fusion);
        Assert.Null(none.HiddenSize);
        Assert.Null(Declared.Fused(ConcatFusionOptions.Definition, (ConcatFusionOptions.HiddenDim, 0)).HiddenSize);
    }
}
