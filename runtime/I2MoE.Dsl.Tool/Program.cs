using I2MoE.Dsl;
using I2MoE.Dsl.Experiments.Terminal;
using I2MoE.Dsl.Pretrained;
using I2MoE.Dsl.Tool;

ProcessMemory.Prepare();
PretrainedNetworks.Use();
return await ToolCommandLine.RunAsync(args, new ProgramConsole());
