using I2MoE.Dsl.Benchmarks;

if (PeakMemory.IsChild(args))
{
    PeakMemory.RunChild(args);
    return 0;
}

try
{
    BenchmarkOptions options = BenchmarkOptions.Parse(args);
    switch (options.Command)
    {
        case "step":
            StepBenchmark.Run(options);
            return 0;
        case "inference":
            InferenceBenchmark.Run(options);
            return 0;
        case "curves":
            CurveBenchmark.Run(options);
            return 0;
        case "loader":
            LoaderBenchmark.Run(options);
            return 0;
        case "operations":
            OperationCount.Run(options);
            return 0;
        case "onnx":
            OnnxBenchmark.Run(options);
            return 0;
        case "predictor":
            await PredictorBenchmark.RunAsync(options);
            return 0;
        case "table":
            TableBenchmark.Run(options);
            return 0;
        default:
            throw new ArgumentException($"There is no command '{options.Command}'. Allowed: step, inference, curves, loader, operations, onnx, predictor, table.");
    }
}
catch (ArgumentException problem)
{
    Console.Error.WriteLine(problem.Message);
    return 1;
}
