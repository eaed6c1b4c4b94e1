using I2MoE.Dsl.Tests.Interpretation.Reporting;
internal static class Shots {
  public static async Task Run(string page) {
    await using var b = await HeadlessBrowser.OpenAsync(page, 1280, 1400);
    async Task Shot(string name) { await Task.Delay(150); File.WriteAllBytes("/tmp/shot-"+name+".png", await b.ScreenshotAsync()); }
    await b.EmulateAsync("light");
    foreach (var id in new[]{"overview","weights","performance","inputs","training","examples","samples"}) { await b.EvaluateAsync<object>($"document.getElementById('{id}')?.scrollIntoView({{behavior:'instant'}}), 0"); await Shot("d-"+id); }
    await b.EvaluateAsync<object>("location.hash='#sample-'+JSON.parse(document.getElementById('report-data').textContent).samples[0].id, 0"); await Shot("d-page");
    await b.EmulateAsync("dark"); await Shot("dark-page");
    await b.EvaluateAsync<object>("location.hash='#weights', document.getElementById('weights').scrollIntoView({behavior:'instant'}), 0"); await Shot("dark-weights");
    await b.EvaluateAsync<object>("document.getElementById('performance').scrollIntoView({behavior:'instant'}), 0"); await Shot("dark-performance");
    await b.EmulateAsync("light"); await b.ResizeAsync(390, 1500);
    foreach (var id in new[]{"overview","weights","performance","inputs","samples"}) { await b.EvaluateAsync<object>($"document.getElementById('{id}')?.scrollIntoView({{behavior:'instant'}}), 0"); await Shot("m-"+id); }
    Console.WriteLine("overflow " + await b.EvaluateAsync<int>("document.documentElement.scrollWidth"));
    await b.EvaluateAsync<object>("location.hash='#sample-'+JSON.parse(document.getElementById('report-data').textContent).samples[0].id, 0"); await Shot("m-page");
    Console.WriteLine("overflow " + await b.EvaluateAsync<int>("document.documentElement.scrollWidth"));
    await b.EvaluateAsync<object>("location.hash='#samples', 0"); await Task.Delay(100);
    File.WriteAllBytes("/tmp/shot.pdf", await b.PrintAsync());
    string hostile = I2MoE.Dsl.Interpretation.Reporting.InterpretationReport.Write("/tmp/hostile", HostileReport.Content());
    await b.ResizeAsync(1280, 1500); await b.NavigateAsync(new Uri(hostile).AbsoluteUri); await Shot("hostile");
    Console.WriteLine(string.Join("\n", b.Problems));
  }
}
