using I2MoE.Dsl.Experiments;
using I2MoE.Dsl.Tool;

return await ToolCommandLine.RunAsync(args, new ProgramConsole());
