using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using I2MoE.Dsl.Prediction;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;

namespace I2MoE.Dsl.AspNetCore.Tests;

/// <summary>A service answers as its model does, says by field what is wrong, and bounds what a caller can ask for.</summary>
public sealed class PredictionServiceTests
{
    [Fact]
    public async Task An_answer_is_that_of_the_model_with_its_explanation()
    {
        await using ServiceUnderTest service = await ServiceUnderTest.StartAsync();
        using TrainedModel<ServedModel> alone = TrainedModel.Open<ServedModel>(service.Run, ServedModel.Experiment);
        NamedPrediction expected = alone.Predict(new Dictionary<string, float[]> { ["Left"] = [3, 0.5f, -1, 2], ["Right"] = [1, -3, 0.25f] });

        JsonElement answer = await ServiceUnderTest.OkAsync(await service.AskAsync(ServiceUnderTest.Sample(3)));
        Assert.Equal(expected.Label, answer.GetProperty("label").GetString());
        Assert.Equal(["red", "green", "blue"], answer.GetProperty("probabilities").EnumerateObject().Select(pair => pair.Name));
        Assert.Equal(expected.Probabilities["green"], answer.GetProperty("probabilities").GetProperty("green").GetDouble(), 1e-6);
        Assert.Equal(["UniqueLeft", "UniqueRight", "Synergy", "Redundancy"], answer.GetProperty("weights").EnumerateObject().Select(pair => pair.Name));
        Assert.Equal(3, answer.GetProperty("contributions").GetProperty("Synergy").GetArrayLength());
        Assert.EndsWith(".", answer.GetProperty("sentence").GetString(), StringComparison.Ordinal);

        // Names in any case, nested lists, a missing value and a missing modality; a list is answered by a list.
        JsonElement list = await ServiceUnderTest.OkAsync(await service.TextAsync("""[{"left": [[3, 0.5], [null, 2]]}, {"LEFT": [3, 0.5, -1, 2], "right": [1, -3, 0.25]}]"""));
        Assert.Equal("Right", list[0].GetProperty("missing")[0].GetString());
        Assert.Equal(0, list[0].GetProperty("weights").GetProperty("UniqueRight").GetDouble());
        Assert.Equal(expected.Probabilities["green"], list[1].GetProperty("probabilities").GetProperty("green").GetDouble(), 1e-6);

        JsonElement told = await ServiceUnderTest.OkAsync(await service.Client.GetAsync(new Uri("/predict", UriKind.Relative)));
        Assert.Equal("Left", told.GetProperty("modalities")[0].GetProperty("name").GetString());
        Assert.Equal("Healthy", await service.Client.GetStringAsync(new Uri("/health", UriKind.Relative)));
        Assert.Contains("content=\"/predict\"", await service.Client.GetStringAsync(new Uri("/", UriKind.Relative)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"Left": [1, 2, 3], "Right": [1, 2, 3]}""", "Left", "Expected a list of 4 numbers (shape [4], row by row; lists may be nested), but there are 3.")]
    [InlineData("""{"Left": [1, 2, 3, 4, 5], "Right": [1, 2, 3]}""", "Left", "but there are more than 4.")]
    [InlineData("""{"Left": [1, "2", 3, 4], "Right": [1, 2, 3]}""", "Left", "but the value at 1 (counted from 0) is a text.")]
    [InlineData("""{"Left": 5, "Right": [1, 2, 3]}""", "Left", "but it is a single number.")]
    [InlineData("""{"Left": [1, 2, 3, 1e300], "Right": [1, 2, 3]}""", "Left", "Modality Left has an infinite value at 3")]
    [InlineData("""{"Left": [1, 2, 3, 4], "Rihgt": [1, 2, 3]}""", "Rihgt", "Did you mean 'Right'?")]
    [InlineData("""[{"Left": [1, 2, 3, 4], "Right": [1, 2, 3]}, {"Left": [1, 2, 3, 4], "Right": [1]}]""", "[1].Right", "but there are 1.")]
    [InlineData("{}", "body", "The sample has no modality at all")]
    [InlineData("7", "body", "Expected an object")]
    [InlineData("[]", "body", "Expected an object")]
    [InlineData("""{"Left": [1, 2""", "body", "The body is no JSON that can be read")]
    [InlineData("", "body", "The body is no JSON that can be read")]
    [InlineData("""{"Left": [1, 2, 3, 4], "Left": [1, 2, 3, 4]}""", "body", "The body is no JSON that can be read")]
    [InlineData("""{"Left": [1, 2, 3, 4], "LEFT": [4, 3, 2, 1], "Right": [1, 2, 3]}""", "LEFT", "The sample has modality Left twice")]
    [InlineData("""{"Left": [1, 2, 3, 4], "\ud800": [1, 2, 3]}""", "body", "The body has a text or a name that is not Unicode")]
    [InlineData("""{"Left": "\ud800", "Right": [1, 2, 3]}""", "body", "The body has a text or a name that is not Unicode")]
    [InlineData("""{"Left": [[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]}""", "body", "The body is no JSON that can be read")]
    public async Task What_is_wrong_is_told_by_the_name_of_its_field(string body, string field, string message)
    {
        await using ServiceUnderTest service = await ServiceUnderTest.StartAsync();
        using HttpResponseMessage response = await service.TextAsync(body);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
        JsonElement problem = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Contains(message, problem.GetProperty("errors").GetProperty(field)[0].GetString(), StringComparison.Ordinal);
        await ServiceUnderTest.OkAsync(await service.AskAsync(ServiceUnderTest.Sample()));
    }

    [Fact]
    public async Task Bodies_as_other_callers_write_them_are_read_or_refused()
    {
        await using ServiceUnderTest service = await ServiceUnderTest.StartAsync();
        byte[] body = """{"Left": [1, 2, 3, 4], "Right": [1, 2, 3]}"""u8.ToArray();
        await ServiceUnderTest.OkAsync(await service.BytesAsync([.. "\uFEFF"u8, .. body], "application/json"));
        await ServiceUnderTest.OkAsync(await service.BytesAsync(body, "application/json; charset=\"UTF-8\""));
        await ServiceUnderTest.OkAsync(await service.BytesAsync(body, "application/vnd.study+json"));
        using HttpResponseMessage wide = await service.BytesAsync(Encoding.Unicode.GetBytes(Encoding.UTF8.GetString(body)), "application/json; charset=utf-16");
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, wide.StatusCode);
        Assert.Contains("JSON is written in UTF-8", await wide.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using HttpResponseMessage latin = await service.BytesAsync([.. "{\"Left\": [1, 2, 3, 4], \""u8, 0xE9, .. "\": [1]}"u8], "application/json");
        Assert.Equal(HttpStatusCode.BadRequest, latin.StatusCode);
        Assert.Contains("not Unicode", await latin.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Behind_a_path_of_its_own_the_page_asks_there()
    {
        await using ServiceUnderTest service = await ServiceUnderTest.StartAsync();
        HttpContext context = await service.App.GetTestServer().SendAsync(request =>
        {
            request.Request.Method = "GET";
            request.Request.PathBase = "/studies/a b";
            request.Request.Path = "/";
        });
        using var reader = new StreamReader(context.Response.Body);
        Assert.Contains("content=\"/studies/a%20b/predict\"", await reader.ReadToEndAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bodies_that_are_too_large_or_no_JSON_are_refused_and_others_answered()
    {
        await using ServiceUnderTest service = await ServiceUnderTest.StartAsync(options => options.MaximumBody = 10_000);
        using HttpResponseMessage large = await service.TextAsync(new string(' ', 10_001));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, large.StatusCode);
        using var endless = new EndlessBody(fast: true);
        using HttpResponseMessage unbounded = await service.Client.PostAsync(new Uri("/predict", UriKind.Relative), endless);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, unbounded.StatusCode);
        using var text = new StringContent("Left=1", Encoding.UTF8, "text/plain");
        using HttpResponseMessage noJson = await service.Client.PostAsync(new Uri("/predict", UriKind.Relative), text);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, noJson.StatusCode);
        Assert.Contains("Send the sample as JSON", await noJson.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        await ServiceUnderTest.OkAsync(await service.AskAsync(ServiceUnderTest.Sample()));
    }

    [Fact]
    public async Task A_body_that_does_not_come_is_given_up_and_its_place_is_free_again()
    {
        await using ServiceUnderTest service = await ServiceUnderTest.StartAsync(options =>
        {
            options.MaximumRequests = 1;
            options.Timeout = TimeSpan.FromMilliseconds(300);
        });
        using var slow = new EndlessBody(fast: false);
        using HttpResponseMessage tooSlow = await service.Client.PostAsync(new Uri("/predict", UriKind.Relative), slow);
        Assert.Equal(HttpStatusCode.RequestTimeout, tooSlow.StatusCode);
        PredictionService<ServedModel> places = service.App.Services.GetRequiredService<PredictionService<ServedModel>>();
        Assert.True(places.TryEnter());
        places.Leave();
    }

    [Fact]
    public async Task Who_comes_when_all_places_are_taken_is_asked_to_come_again()
    {
        await using ServiceUnderTest service = await ServiceUnderTest.StartAsync(options => options.MaximumRequests = 1);
        PredictionService<ServedModel> places = service.App.Services.GetRequiredService<PredictionService<ServedModel>>();
        Assert.True(places.TryEnter());
        using HttpResponseMessage other = await service.AskAsync(ServiceUnderTest.Sample());
        Assert.Equal(HttpStatusCode.ServiceUnavailable, other.StatusCode);
        Assert.Equal("1", other.Headers.RetryAfter!.ToString());
        places.Leave();
        await ServiceUnderTest.OkAsync(await service.AskAsync(ServiceUnderTest.Sample()));
    }

    [Fact]
    public async Task An_answer_that_takes_too_long_is_not_waited_for()
    {
        await using ServiceUnderTest service = await ServiceUnderTest.StartAsync(options =>
        {
            options.Timeout = TimeSpan.FromMilliseconds(300);
            options.Predictor = options.Predictor with { MaximumBatch = 2, MaximumWait = TimeSpan.FromMinutes(1) };
        });
        using HttpResponseMessage response = await service.AskAsync(ServiceUnderTest.Sample());
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Contains("It was not there after 0.3 s.", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sixty_four_callers_get_what_each_gets_alone_while_another_run_takes_over()
    {
        await using ServiceUnderTest service = await ServiceUnderTest.StartAsync(options => options.MaximumRequests = 1000);
        string second = service.Run + "-second";
        await ServiceUnderTest.TrainAsync(second, seed: 5);
        Predictor<ServedModel> predictor = service.App.Services.GetRequiredService<Predictor<ServedModel>>();
        double[] before = await AllAsync(service);
        Task<double[]>[] rounds = [.. Enumerable.Range(0, 5).Select(_ => AllAsync(service))];
        predictor.Swap(second);
        double[][] during = await Task.WhenAll(rounds);
        double[] after = await AllAsync(service);
        Assert.True(Math.Abs(before[0] - after[0]) > 1e-6);
        Assert.All(during, round => Assert.All(round, (value, caller) => Assert.True(Math.Abs(value - before[caller]) < 1e-6 || Math.Abs(value - after[caller]) < 1e-6)));

        static Task<double[]> AllAsync(ServiceUnderTest service) => Task.WhenAll(Enumerable.Range(0, 64).Select(async caller =>
            (await ServiceUnderTest.OkAsync(await service.AskAsync(ServiceUnderTest.Sample(caller)))).GetProperty("probabilities").GetProperty("red").GetDouble()));
    }

    [Fact]
    public async Task Who_asks_after_a_swap_is_answered_by_the_new_run_and_a_service_that_ends_answers_what_it_has()
    {
        await using ServiceUnderTest service = await ServiceUnderTest.StartAsync(options => options.MaximumRequests = 1000);
        string second = service.Run + "-second";
        await ServiceUnderTest.TrainAsync(second, seed: 5);
        Predictor<ServedModel> predictor = service.App.Services.GetRequiredService<Predictor<ServedModel>>();
        double before = await RedAsync(await service.AskAsync(ServiceUnderTest.Sample(3)));
        using var end = new CancellationTokenSource();
        Task load = Task.WhenAll(Enumerable.Range(0, 8).Select(caller => Task.Run(async () =>
        {
            while (!end.IsCancellationRequested)
            {
                await ServiceUnderTest.OkAsync(await service.AskAsync(ServiceUnderTest.Sample(caller)));
            }
        })));
        for (int swap = 0; swap < 6; swap++)
        {
            predictor.Swap(swap % 2 == 0 ? second : service.Run);
            double now = await RedAsync(await service.AskAsync(ServiceUnderTest.Sample(3)));
            Assert.Equal(swap % 2 == 0, Math.Abs(now - before) > 1e-6);
        }

        Task<HttpResponseMessage>[] last = [.. Enumerable.Range(0, 32).Select(caller => service.AskAsync(ServiceUnderTest.Sample(caller)))];
        await end.CancelAsync();
        await load;
        await service.App.StopAsync();
        Assert.All(await Task.WhenAll(last), response => Assert.Equal(HttpStatusCode.OK, response.StatusCode));

        static async Task<double> RedAsync(HttpResponseMessage response) => (await ServiceUnderTest.OkAsync(response)).GetProperty("probabilities").GetProperty("red").GetDouble();
    }

    [Fact]
    public async Task A_run_that_is_not_there_ends_the_start_with_what_is_wrong()
    {
        Exception failure = await Assert.ThrowsAnyAsync<Exception>(() => ServiceUnderTest.StartAsync(options => options.Run = "/nowhere"));
        Assert.Contains("There is no run in /nowhere", failure.ToString(), StringComparison.Ordinal);
    }
}
