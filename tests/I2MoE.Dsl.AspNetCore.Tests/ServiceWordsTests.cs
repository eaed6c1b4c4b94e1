using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using I2MoE.Dsl.Prediction;
using I2MoE.Dsl.Runs;
using Microsoft.Extensions.DependencyInjection;

namespace I2MoE.Dsl.AspNetCore.Tests;

/// <summary>A service takes what the columns of a table say, in words.</summary>
public sealed class ServiceWordsTests
{
    private static readonly string[] s_left = ["age", "site=Oslo", "site=<other>", "site=<missing>"];

    [Theory]
    [InlineData("""{"age": 3, "site": "Oslo"}""", "[3, 1, 0, 0]")]
    [InlineData("""{"site": " Oslo ", "age": "3"}""", "[3, 1, 0, 0]")]
    [InlineData("""{"age": 3, "site": "Mars"}""", "[3, 0, 1, 0]")]
    [InlineData("""{"age": 3, "site": null}""", "[3, 0, 0, 1]")]
    [InlineData("""{"age": true}""", "[1, 0, 0, 1]")]
    [InlineData("""{"site": "Oslo"}""", "[null, 1, 0, 0]")]
    [InlineData("{}", "null")]
    [InlineData("""{"age": "?", "site": "NA"}""", "null")]
    [InlineData("""{"age": 3, "site": "NA"}""", "[3, 0, 0, 1]")]
    public async Task Words_are_answered_as_their_features(string words, string features)
    {
        await using ServiceUnderTest service = await ServiceUnderTest.StartAsync(left: s_left);
        JsonElement said = await ServiceUnderTest.OkAsync(await service.TextAsync($$"""{"left": {{words}}, "Right": [1, 2, 3]}"""));
        JsonElement given = await ServiceUnderTest.OkAsync(await service.TextAsync($$"""{"left": {{features}}, "Right": [1, 2, 3]}"""));
        Assert.Equal(given.GetRawText(), said.GetRawText());
    }

    [Theory]
    [InlineData("""{"sit": "Oslo"}""", "Modality Left has no column 'sit'; it has 'age', 'site'. Did you mean 'site'?")]
    [InlineData("""{"age": "old"}""", "Column 'age' of modality Left is 'old', which is no finite number.")]
    [InlineData("""{"age": 1e400}""", "which is no finite number.")]
    [InlineData("""{"age": [3]}""", "Column 'age' is a list. Expected a number, a word, true, false or null.")]
    [InlineData("\"Oslo\"", "or an object with a value for each of its columns, but it is a text.")]
    public async Task Words_that_say_nothing_are_told(string words, string message)
    {
        await using ServiceUnderTest service = await ServiceUnderTest.StartAsync(left: s_left);
        using HttpResponseMessage response = await service.TextAsync($$"""{"Left": {{words}}, "Right": [1, 2, 3]}""");
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        JsonElement problem = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.EndsWith(message, problem.GetProperty("errors").GetProperty("Left")[0].GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_model_takes_has_its_columns()
    {
        await using ServiceUnderTest service = await ServiceUnderTest.StartAsync(left: s_left);
        JsonElement told = await ServiceUnderTest.OkAsync(await service.Client.GetAsync(new Uri("/predict", UriKind.Relative)));
        Assert.Equal("""[{"name":"age","levels":null},{"name":"site","levels":["Oslo"]}]""", told.GetProperty("modalities")[0].GetProperty("columns").GetRawText());
        Assert.Equal(0, told.GetProperty("modalities")[1].GetProperty("columns").GetArrayLength());
        JsonElement document = await ServiceUnderTest.OkAsync(await service.Client.GetAsync(new Uri("/openapi/v1.json", UriKind.Relative)));
        JsonElement sample = document.GetProperty("paths").GetProperty("/predict").GetProperty("post").GetProperty("requestBody").GetProperty("content").GetProperty("application/json").GetProperty("schema").GetProperty("properties");
        Assert.True(sample.GetProperty("Left").GetProperty("anyOf")[0].GetProperty("properties").TryGetProperty("site", out _));
        Assert.Equal("array", sample.GetProperty("Right").GetProperty("type").GetString());
    }

    [Fact]
    public async Task A_run_of_other_columns_cannot_take_over()
    {
        await using ServiceUnderTest service = await ServiceUnderTest.StartAsync(left: s_left);
        await ServiceUnderTest.TrainAsync(service.Run + "-other", seed: 0, ["age", "site=Bergen", "site=<other>", "site=<missing>"]);
        Predictor<ServedModel> predictor = service.App.Services.GetRequiredService<Predictor<ServedModel>>();
        string refusal = Assert.Throws<ExperimentException>(() => predictor.Swap(service.Run + "-other")).Message;
        Assert.Equal("The model cannot take the place of the one before, because its columns of modality Left differ: 'site=Oslo' as feature 1 (counted from 0) before, 'site=Bergen' now.", refusal);

        // Words are answered by one run, whichever that is.
        await ServiceUnderTest.TrainAsync(service.Run + "-second", seed: 5, s_left);
        predictor.Swap(service.Run + "-second");
        await ServiceUnderTest.OkAsync(await service.TextAsync("""{"left": {"age": 3, "site": "Oslo"}, "Right": [1, 2, 3]}"""));
    }
}
