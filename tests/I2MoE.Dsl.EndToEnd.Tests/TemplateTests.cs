using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using I2MoE.Dsl.Testing;

namespace I2MoE.Dsl.EndToEnd.Tests;

/// <summary>The templates of <c>dotnet new</c>, from the packed feed in an empty folder: what they make builds without a warning and works at once.</summary>
public sealed class TemplateTests : IAsyncLifetime
{
    // Null where none of these tests runs.
    private PackedPackage _package = null!;

    // The templates are installed here, not for the user.
    private string Hive => Path.Combine(_package.Folder, "hive");

    public async Task InitializeAsync()
    {
        if (!WholeTests.AreWanted && !LongTrial.IsAsked)
        {
            return;
        }

        _package = await PackedPackage.CreateAsync();
        await Cli.SucceedAsync(_package.Folder, "new", "install", Path.Combine("feed", $"I2MoE.Dsl.Templates.{_package.Version}.nupkg"), "--debug:custom-hive", Hive);
    }

    public Task DisposeAsync()
    {
        _package?.Dispose();
        return Task.CompletedTask;
    }

    [SkippableFact]
    public async Task An_experiment_trains_and_explains_and_a_model_trains_though_projects_are_called_with_a_digit()
    {
        WholeTests.RunWhereWanted("the package is tested with a program.");
        string demo = await NewAsync("i2moe-yaml", "2nd");
        await Cli.SucceedAsync(demo, "run", "--", "train", "--quiet");
        string explained = await Cli.SucceedAsync(demo, "run", "--no-build", "--", "explain");
        Assert.Contains("Synergy", explained, StringComparison.Ordinal);
        Assert.NotEmpty(Directory.GetFiles(Path.Combine(demo, "runs"), "report.html", SearchOption.AllDirectories));

        string digit = await BuildAsync("i2moe", "1st");
        Assert.Matches(@"test accuracy [01][.,]\d{3}[\s\S]*(yes|no) \(\d+", await Cli.SucceedAsync(digit, "run", "--no-build"));
    }

    [SkippableFact]
    public async Task A_service_trains_and_answers_a_request()
    {
        LongTrial.SkipUnlessAsked("it packs and builds for a minute; the service itself is tested in AspNetCore.Tests.");
        string folder = await BuildAsync("i2moe-service", "my-model");
        using var service = new RunningProgram(folder, "dotnet", "run", "--no-build", "--", "--urls", "http://127.0.0.1:0");
        using var client = new HttpClient { BaseAddress = await service.AddressAsync() };
        using HttpResponseMessage response = await client.PostAsJsonAsync("/predict", new { laboratory = new[] { 1.2, 0.4, -0.3, 0.1 }, questions = new[] { 1.5, 0.2, -0.8 } });
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        JsonElement answer = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Contains(answer.GetProperty("label").GetString(), (string[])["yes", "no"]);
        Assert.Equal(4, answer.GetProperty("weights").EnumerateObject().Count());
        using HttpResponseMessage wrong = await client.PostAsJsonAsync("/predict", new { laboratory = new[] { 1.2 } });
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
        Assert.Equal("Healthy", await client.GetStringAsync(new Uri("/health", UriKind.Relative)));
    }

    [SkippableTheory]
    [InlineData("i2moe")]
    [InlineData("i2moe-yaml")]
    [InlineData("i2moe-service")]
    public async Task Every_name_that_people_type_builds(string template)
    {
        LongTrial.SkipUnlessAsked("twelve builds take minutes.");
        foreach (string name in (string[])["MyModel", "my-model", "Größe", "1st"])
        {
            await BuildAsync(template, name);
        }
    }

    private async Task<string> BuildAsync(string template, string name)
    {
        string folder = await NewAsync(template, name);
        await Cli.SucceedAsync(folder, "build", "-warnaserror");
        return folder;
    }

    private async Task<string> NewAsync(string template, string name)
    {
        await Cli.SucceedAsync(_package.Folder, "new", template, "-n", name, "-o", name, "--debug:custom-hive", Hive);
        return Path.Combine(_package.Folder, name);
    }
}
