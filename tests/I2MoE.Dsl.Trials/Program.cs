return await I2MoE.Trials.TrialsCommand.RunAsync(args);
