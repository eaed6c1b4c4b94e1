using I2MoE.Benchmarks;

return KeystrokeBenchmark.Run(Console.Out) ? 0 : 1;
