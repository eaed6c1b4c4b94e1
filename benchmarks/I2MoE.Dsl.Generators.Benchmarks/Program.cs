using I2MoE.Benchmarks;

return KeystrokeBenchmark.Run(Console.Out, args.FirstOrDefault() ?? "") ? 0 : 1;
